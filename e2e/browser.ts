import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import chromiumPackage from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

/** What Chromium loads beyond the C library, and the Debian packages that have it. */
const DEBIAN_PACKAGES = 'libnss3 libnspr4 libexpat1 libgcc-s1';

/**
 * These break more than they help: everything in one process crashes after the first context, and a browser
 * without web security would pass what real ones refuse; without a zygote each page starts the program anew. Headless is playwright's business. A graphics card played
 * by the processor costs a third of the time of a page that has nothing for it to draw.
 */
const UNWANTED = [
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--headless',
  '--use-gl',
  '--use-angle',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--in-process-gpu',
];

/**
 * Launches the Chromium that comes through npm; nothing needs to be installed on the system.
 * `TIDINGS_CHROMIUM` names another browser, for machines that are not Linux on x64.
 * @param more arguments of its command line.
 */
export async function launchChromium(...more: string[]): Promise<Browser> {
  const own = process.env['TIDINGS_CHROMIUM'];
  if (own) return chromium.launch({ executablePath: own, args: more });
  if (os.platform() !== 'linux' || os.arch() !== 'x64') {
    throw new Error(
      `The Chromium that comes through npm is for Linux on x64, this is ${os.platform()} on ${os.arch()}. ` +
        'Set TIDINGS_CHROMIUM to the path of a Chrome or Chromium.',
    );
  }
  const dir = await unpack();
  try {
    return await launch(dir, more);
  } catch (error) {
    if (!/error while loading shared libraries/.test(String(error))) throw error;
  }
  // The package brings the libraries that a minimal system lacks; the system's own come first where they exist.
  try {
    return await launch(dir, more, { LD_LIBRARY_PATH: path.join(dir, 'al2023/lib') });
  } catch (error) {
    const missing = /error while loading shared libraries: ([^:\s]+)/.exec(String(error))?.[1];
    if (!missing) throw error;
    throw new Error(`Chromium needs ${missing}. Install it: apt-get install -y ${DEBIAN_PACKAGES}`, {
      cause: error,
    });
  }
}

function launch(dir: string, more: string[], extra: Record<string, string> = {}): Promise<Browser> {
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: path.join(dir, 'fonts') };
  return chromium.launch({
    executablePath: path.join(dir, 'chromium'),
    args: [
      ...chromiumPackage.args.filter((arg) => !UNWANTED.some((name) => arg.startsWith(name))),
      '--disable-gpu',
      ...more,
    ],
    env: { ...(process.env as Record<string, string>), ...fonts, ...extra },
  });
}

/**
 * The package unpacks into os.tmpdir() under fixed names and takes whatever lies there, so each version
 * and each user get a folder of their own. It is filled aside and renamed: two runs at once do not meet.
 */
async function unpack(): Promise<string> {
  const dir = path.join(os.tmpdir(), `tidings-chromium-${await packageVersion()}-${os.userInfo().uid}`);
  const found = await stat(dir).catch(() => undefined);
  if (found && found.uid !== os.userInfo().uid) {
    throw new Error(`${dir} belongs to another user, so its Chromium is not trusted. Remove it.`);
  }
  if (found) return dir;
  const aside = await mkdtemp(`${dir}.`);
  try {
    await withEnvironment({ TMPDIR: aside, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' }, () =>
      chromiumPackage.executablePath(),
    );
    await mkdir(path.join(aside, 'fonts'), { recursive: true });
    await writeFile(path.join(aside, 'fonts/fonts.conf'), fontsConfiguration(dir));
    await rename(aside, dir);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(path.join(dir, 'chromium'))) throw error;
  }
  return dir;
}

/** The package reads these when it is called and not later, so they can be taken back at once. */
function withEnvironment<Result>(values: Record<string, string>, action: () => Result): Result {
  const before = { ...process.env };
  Object.assign(process.env, values);
  try {
    return action();
  } finally {
    for (const name of Object.keys(values)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

async function packageVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest = await readFile(path.join(entry, '../../../package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

const fontsConfiguration = (dir: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${dir}/fonts</dir>
  <cachedir>${dir}/fonts-cache</cachedir>
</fontconfig>
`;
