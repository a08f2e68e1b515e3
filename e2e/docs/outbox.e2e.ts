import { copyFile, mkdtemp, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { bareEnvironment, NODE, type Program, ROOT, runProgram } from '../support/run-program.ts';
import type { Page } from '../support/shapes.ts';
import { SERVICE_KEY, type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

type Event = { id: string; type: string; data: { object: { id: string; email: string } } };

const SAMPLES = path.join(ROOT, 'docs-site', 'src', 'samples', 'publishing');

let server: Server;
let postgres: Postgres;
let api: Api & { accountId: string };
let folder: string;

beforeAll(async () => {
  [server, postgres] = await Promise.all([startServer(), startPostgres({ fsync: 'off' })]);
  api = await server.newAccount('Reader');
  // The reader's folder after `npm install pg /path/to/tidings/modules/client`.
  folder = await mkdtemp(path.join(os.tmpdir(), 'tidings-e2e-'));
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
});

afterAll(async () => {
  await Promise.all([server?.stop(), postgres?.remove()]);
  await rm(folder, { recursive: true, force: true });
});

async function run(sample: string): Promise<Program> {
  const file = path.join(folder, sample);
  await copyFile(path.join(SAMPLES, sample), file);
  const env = {
    ...bareEnvironment(),
    DATABASE_URL: postgres.url,
    TIDINGS_URL: server.url,
    TIDINGS_SERVICE_KEY: SERVICE_KEY,
    TIDINGS_ACCOUNT: api.accountId,
  };
  return runProgram(NODE, [file], { env, cwd: folder });
}

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
  await client.end();
  expect(rows).toEqual([]);
});

test('publishing again under the same key stores nothing', async () => {
  const { code, output } = await (await run('publish-once.mjs')).ended;
  expect(code, output).toBe(0);
  const { first, again } = JSON.parse(output) as { first: string; again: string };
  expect(again).toBe(first);
  expect((await events('tag.created')).map(({ id }) => id)).toEqual([first]);
});
