import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BIN, capture, ROOT, toolEnvironment } from './node.mjs';
import { step, Stop, tail } from './report.mjs';

/** Everything that the built pages are made of; the reference of the docs comes from the modules and the server. */
const INPUTS = [
  'apps/console',
  'apps/server/src',
  'docs-site',
  'modules',
  'package-lock.json',
  'scripts/precompress.mjs',
  'turbo.json',
];
const SKIPPED = new Set(['node_modules', 'dist', '.turbo', '.astro', 'generated']);
/** Settings that the documentation is made by; `turbo.json` names the same. */
const SETTINGS = ['CATALOG_DIR', 'CATALOG_PRINT', 'DOCS_EDIT_URL'];
const DOCUMENTATION = 'docs-site/dist';
const OUTPUTS = ['apps/console/dist', DOCUMENTATION];
const STAMP = path.join(ROOT, 'node_modules', '.tidings-built');

/**
 * Builds the console and the documentation if what they are made of changed. Turborepo decides which of
 * them, but asking it costs most of a second, so an own hash (20 ms) answers the usual case.
 */
export async function build(node) {
  const wanted = OUTPUTS.filter((dir) => existsSync(path.join(ROOT, path.dirname(dir), 'package.json')));
  const complete = wanted.every((dir) => existsSync(path.join(ROOT, dir, 'index.html')));
  if (complete && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === inputHash()) return;
  // What Turborepo has kept it puts beside what is there: pages of event types that are gone would stay.
  rmSync(path.join(ROOT, DOCUMENTATION), { recursive: true, force: true });
  const { code, output } = await step('Building the console and the documentation', () => turboBuild(node));
  if (code !== 0) throw new Stop(`The build failed:\n\n${tail(output, 40)}`);
  mkdirSync(path.dirname(STAMP), { recursive: true });
  // Hashed after the build, which writes generated sources such as the route tree.
  writeFileSync(STAMP, inputHash());
}

/** Without telemetry, and with a folder for what the tools note for themselves, they write only inside the checkout. */
export const turboBuild = (node) =>
  capture(
    node,
    [path.join(BIN, 'turbo'), 'run', 'build', '--output-logs=errors-only', '--no-update-notifier'],
    {
      env: {
        ...toolEnvironment(),
        ...catalogSettings(process.env),
        TURBO_TELEMETRY_DISABLED: '1',
        DO_NOT_TRACK: '1',
        XDG_CONFIG_HOME: path.join(ROOT, 'node_modules', '.cache'),
        ASTRO_TELEMETRY_DISABLED: '1',
      },
    },
  );

/**
 * The operator's catalog, for a build that runs in other folders and keeps what it made of the same input: the folder by its whole
 * path, and a print of its files.
 */
export function catalogSettings({ CATALOG_DIR }) {
  if (!CATALOG_DIR) return {};
  const folder = path.resolve(ROOT, CATALOG_DIR);
  if (!existsSync(folder)) throw new Stop(`CATALOG_DIR: the folder ${folder} cannot be read.`);
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort())
    if (name.endsWith('.json')) hash.update(`${name}\0`).update(readFileSync(path.join(folder, name)));
  return { CATALOG_DIR: folder, CATALOG_PRINT: hash.digest('hex') };
}

/** A print of all that the pages are made of: what differs has to be built. */
export function inputHash(environment = process.env) {
  const hash = createHash('sha256');
  const settings = { ...environment, ...catalogSettings(environment) };
  for (const name of SETTINGS) hash.update(`${name}=${settings[name] ?? ''}\0`);
  const visit = (file) => {
    const full = path.join(ROOT, file);
    if (!existsSync(full)) return;
    if (file.includes('.test.')) return;
    hash.update(`${file}\0`).update(readFileSync(full));
  };
  const walk = (dir) => {
    for (const entry of readdirSync(path.join(ROOT, dir), { withFileTypes: true })) {
      if (SKIPPED.has(entry.name)) continue;
      const file = path.join(dir, entry.name);
      if (entry.isDirectory()) walk(file);
      else if (entry.isFile()) visit(file);
    }
  };
  for (const input of INPUTS) {
    if (!existsSync(path.join(ROOT, input))) continue;
    if (path.extname(input)) visit(input);
    else walk(input);
  }
  return hash.digest('hex');
}
