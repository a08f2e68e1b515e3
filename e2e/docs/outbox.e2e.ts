import { copyFile, mkdtemp, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { missingFor, titleOf } from '../support/reader.ts';
import { readPage } from '../support/read-page.ts';
import {
  bareEnvironment,
  FROM_SOURCE,
  NODE,
  type Program,
  ROOT,
  runProgram,
} from '../support/run-program.ts';
import type { Page } from '../support/shapes.ts';
import { SERVICE_KEY, type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

type Event = { id: string; type: string; data: { object: { id: string; email: string } } };

const SAMPLES = path.join(ROOT, 'docs-site', 'src', 'samples');

let server: Server;
let postgres: Postgres;
let api: Api & { accountId: string };
let folder: string;

beforeAll(async () => {
  [server, postgres] = await Promise.all([startServer(), startPostgres({ fsync: 'off' })]);
  api = await server.newAccount('Reader');
  // The reader's folder after `npm install pg ./tidings-client-0.1.0.tgz`.
  folder = await mkdtemp(path.join(os.tmpdir(), 'tidings-e2e-'));
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
});

afterAll(async () => {
  await Promise.all([server?.stop(), postgres?.remove()]);
  await rm(folder, { recursive: true, force: true });
});

async function run(sample: string, of = 'publishing'): Promise<Program> {
  const file = path.join(folder, sample);
  await copyFile(path.join(SAMPLES, of, sample), file);
  const env = {
    ...bareEnvironment(),
    ...FROM_SOURCE,
    DATABASE_URL: postgres.url,
    TIDINGS_URL: server.url,
    TIDINGS_SERVICE_KEY: SERVICE_KEY,
    TIDINGS_ACCOUNT: api.accountId,
  };
  const command = { '.rb': 'ruby', '.sh': 'bash' }[path.extname(sample)] ?? NODE;
  return runProgram(command, [file], { env, cwd: folder });
}

const isEventId = (value: unknown) => typeof value === 'string' && value.startsWith('evt_');

const events = async (type: string) => (await api.get<Page<Event>>(`/events?type=${type}`)).body.data;

test('the outbox publishes the subscriber who was stored, and nothing of the one who was not', async () => {
  const program = await run('outbox.mjs');
  const published = await until(
    () => events('subscriber.created'),
    (list) => list.length > 0 && program.output().includes('No subscriber, no event'),
    { what: `the event; the sample printed: ${program.output()}` },
  );
  program.child.kill('SIGTERM');
  expect(await program.ended).toMatchObject({ code: 0 });
  expect(published).toMatchObject([{ data: { object: { id: 'sub_1', email: 'ada@example.com' } } }]);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const { rows } = await client.query('SELECT FROM tidings.outbox');
  // What the page reads of it, with its columns.
  const read = (await readPage('publishing.mdx')).filter(({ lang }) => lang === 'sql');
  expect(read.length).toBeGreaterThan(0);
  for (const { code } of read) await client.query(code);
  await client.end();
  expect(rows).toEqual([]);
});

describe.each(['mjs', 'rb', 'sh'])('publishing again under the same key', (kind) => {
  const sample = `publish-once.${kind}`;
  test.skipIf(missingFor(sample) !== undefined)(`stores nothing: ${titleOf(sample)}`, async () => {
    const before = await events('tag.created');
    const outputs: string[] = [];
    // The one of the shell asks once, and is run again.
    for (let times = kind === 'sh' ? 2 : 1; times > 0; times -= 1) {
      const { code, output } = await (await run(sample)).ended;
      expect(code, output).toBe(0);
      outputs.push(output);
    }
    const ids = outputs.flatMap((output) => Object.values(JSON.parse(output) as object).filter(isEventId));
    expect(new Set(ids).size, String(ids)).toBe(1);
    expect(ids).toHaveLength(2);
    const after = await events('tag.created');
    expect(after.map(({ id }) => id)).toEqual([ids[0], ...before.map(({ id }) => id)]);
  });
});

test('the example of the client prints what its page shows', async () => {
  const { code, output } = await (await run('tags.mjs', 'client')).ended;
  expect(code, output).toBe(0);
  const shown = (await readPage('internal-services.mdx')).find(({ lang }) => lang === 'text');
  expect(output).toBe(shown?.code);
});
