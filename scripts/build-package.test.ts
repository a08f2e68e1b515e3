import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');
const run = promisify(execFile);
/** What people install alone, with where it lies. */
const PACKAGES = {
  '@tidings/cli': 'apps/cli',
  '@tidings/client': 'modules/client',
  'tidings-testing': 'modules/testing',
};

type Manifest = {
  name: string;
  version: string;
  bin?: Record<string, string>;
  dependencies: Record<string, string>;
};

/** Somebody's folder with all of them from their tarballs, and what these depend on, as npm would have put it there. */
let folder: string;
const packed = new Map<string, Manifest>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tidings-packed-'));
  await writeFile(path.join(folder, 'package.json'), '{"type": "module"}');
  await Promise.all(Object.keys(PACKAGES).map(install));
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function install(name: string): Promise<void> {
  const { stdout } = await run('npm', ['pack', '-w', name, '--json', '--pack-destination', folder], {
    cwd: ROOT,
  });
  const [, tarball = ''] = /"filename": "([^"]+)"/.exec(stdout) ?? [];
  const target = path.join(folder, 'node_modules', name);
  await mkdir(target, { recursive: true });
  await run('tar', ['-xzf', path.join(folder, tarball), '--strip-components=1', '-C', target]);
  const manifest = JSON.parse(await readFile(path.join(target, 'package.json'), 'utf8')) as Manifest; // as it was packed
  packed.set(name, manifest);
  for (const dependency of Object.keys(manifest.dependencies)) {
    const link = path.join(folder, 'node_modules', dependency);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.join(ROOT, 'node_modules', dependency), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** By the Node of this machine, which may be older than the one of the repository. */
async function node(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const own = (process.env['PATH'] ?? '').split(path.delimiter);
  const env = {
    PATH: own.filter((dir) => !dir.endsWith(path.join('node_modules', '.bin'))).join(path.delimiter),
    HOME: folder,
  };
  try {
    return { code: 0, ...(await run('/usr/bin/env', ['node', ...args], { cwd: folder, env })) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }; // as execFile rejects
    return { code, stdout, stderr };
  }
}

const tidings = (...words: string[]) => {
  const { bin } = packed.get('@tidings/cli') ?? {};
  return node(path.join('node_modules/@tidings/cli', bin?.['tidings'] ?? ''), ...words);
};

const FIXTURES = `{
  'tag.created': {
    '2026-11-01': {
      id: 'evt_01kadgeee7e0ttct280x6h3qnb',
      type: 'tag.created',
      api_version: '2026-11-01',
      created_at: '2026-11-20T14:34:00.000Z',
      account_id: 'acct_01kadgeee7e0ttct27qqf36dtf',
      data: { object: { object: 'tag', id: 'tag_1', name: 'VIP' } },
    },
  },
}`;

describe.each(Object.entries(PACKAGES))('the tarball of %s', (name, source) => {
  test('holds no source, and all that it names is in it or a dependency', async () => {
    const target = path.join(folder, 'node_modules', name);
    const files = (await readdir(target, { recursive: true, withFileTypes: true })).filter((each) =>
      each.isFile(),
    );
    const names = files.map((each) => path.relative(target, path.join(each.parentPath, each.name)));
    expect(names).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
    expect(names.filter((each) => /^src|(?<!\.d)\.ts$|\.test\./.test(each))).toEqual([]);
    const { dependencies } = packed.get(name)!;
    for (const file of names.filter((each) => /\.(m?js|d\.ts)$/.test(each))) {
      const text = await readFile(path.join(target, file), 'utf8');
      const named = [...text.matchAll(/^(?:import|export) [^;]*?from ['"]([^'".][^'"]*)['"]/gm)]
        .concat([...text.matchAll(/\bimport\(['"]([^'".][^'"]*)['"]\)/g)])
        .map(([, each = '']) => each)
        .filter((each) => !each.startsWith('node:'));
      const strange = named.filter(
        (each) => !Object.keys(dependencies).some((known) => each.startsWith(known)),
      );
      expect([file, strange]).toEqual([file, []]);
    }
  });

  test('has the licence of the repository', async () => {
    expect(await readFile(path.join(ROOT, source, 'LICENSE'), 'utf8')).toBe(
      await readFile(path.join(ROOT, 'LICENSE'), 'utf8'),
    );
  });
});

describe('tidings from its tarball', () => {
  test('runs, and knows nothing of what runs Tidings itself', async () => {
    const { version } = packed.get('@tidings/cli')!;
    expect(await tidings('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    const help = await tidings();
    expect(help).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('Usage: tidings') });
    expect(help.stdout).not.toContain('What runs Tidings itself');
    expect((await tidings('listen', '--help')).stdout).toContain('--forward <url>');
    expect((await tidings('serve')).code).toBe(2);
    expect((await tidings('events', 'list')).code).toBe(3);
  });

  test('is the launcher in a clone, where one name runs both', async () => {
    const { code, stdout } = await node(path.join(ROOT, 'apps/cli/bin/tidings.mjs'), '--help');
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('What runs Tidings itself'),
    });
  });

  test('judges what the test kit has signed', async () => {
    await writeFile(
      path.join(folder, 'sign.mjs'),
      `import { writeFile } from 'node:fs/promises';
import { createTestKit, proveReceiver } from 'tidings-testing';

const kit = createTestKit(${FIXTURES});
const { headers, body } = kit.request('tag.created');
await proveReceiver(kit.cases('tag.created').slice(0, 1), async () => ({ status: 204 }));
await writeFile('headers.txt', Object.entries(headers).map((each) => each.join(': ')).join('\\n'));
await writeFile('body.json', body);
await writeFile('verify.mjs', \`import { spawnSync } from 'node:child_process';
process.exitCode = spawnSync(process.execPath, process.argv.slice(2), {
  input: '\${kit.secret}', stdio: ['pipe', 'inherit', 'inherit'],
}).status;\`);
`,
    );
    expect(await node('sign.mjs')).toEqual({ code: 0, stdout: '', stderr: '' });
    const words = ['verify', '--headers', 'headers.txt', '--body', 'body.json'];
    const { bin } = packed.get('@tidings/cli')!;
    const program = path.join('node_modules/@tidings/cli', bin?.['tidings'] ?? '');
    expect(await node('verify.mjs', program, ...words)).toMatchObject({
      code: 0,
      stdout: '✓ The signature is right and recent.\n',
    });
    await writeFile(path.join(folder, 'body.json'), '{}');
    expect((await node('verify.mjs', program, ...words)).code).toBe(7);
  });
});

test('the client runs from its tarball', async () => {
  await writeFile(
    path.join(folder, 'client.mjs'),
    `import { createClient, problemOf, writeEvent } from '@tidings/client';

const client = createClient({ url: 'http://127.0.0.1:9', serviceKey: 'tdg_sk_x', attempts: 1 });
const error = await client.webhooks.list.query({}).catch((refusal) => refusal);
console.log(error.name, problemOf(error), typeof writeEvent);
`,
  );
  expect(await node('client.mjs')).toMatchObject({ code: 0, stdout: 'TRPCClientError undefined function\n' });
});

test('what they export is typed, under strict and with our declarations checked as well', async () => {
  await writeFile(
    path.join(folder, 'consumer.ts'),
    `import { createClient } from '@tidings/client';
import { createTestKit } from 'tidings-testing';

const kit = createTestKit(${FIXTURES}, { scheme: 'ed25519' });
const name: string = kit.request('tag.created', { version: '2026-11-01' }).event.data.object.name;
const [key] = kit.jwks.keys;
export const x: string | undefined = key?.x ?? name;
// @ts-expect-error -- no such type
kit.request('tag.deleted');
// @ts-expect-error -- no such scheme
createTestKit({}, { scheme: 'stripe' });

const client = createClient({ url: 'https://tidings.internal', serviceKey: 'tdg_sk_x' });
export async function badges(): Promise<('healthy' | 'failing' | 'idle')[]> {
  const { data } = await client.webhooks.list.query({ limit: 10 });
  return data.map(({ health }) => health);
}
// @ts-expect-error -- no such field
void client.webhooks.get.query({ id: 'wh_1', nonsense: 1 });
// @ts-expect-error -- no such procedure
void client.webhooks.paint.mutate({});
`,
  );
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: 'es2022',
    module: 'nodenext',
    types: [],
    lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
  };
  const config = JSON.stringify({ compilerOptions, include: ['consumer.ts'] });
  await writeFile(path.join(folder, 'tsconfig.json'), config);
  const tsc = path.join(ROOT, 'node_modules/.bin/tsc');
  const said = await run(tsc, ['-p', folder]).then(
    () => '',
    (error: unknown) => String((error as { stdout?: unknown }).stdout ?? error), // what execFile rejects with has it
  );
  // tRPC's own name modules of servers that nobody has to have.
  const faults = said.split('\n').filter((line) => line !== '' && !line.startsWith('node_modules/@trpc/'));
  expect(faults).toEqual([]);
});
