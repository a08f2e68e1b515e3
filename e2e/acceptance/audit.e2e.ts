import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { connect } from '../bench/database.ts';
import type { Api } from '../support/api.ts';
import { type Postgres, startPostgres, withClient } from '../support/postgres.ts';
import { bareEnvironment, NODE, ROOT, runProgram } from '../support/run-program.ts';
import { newDataDir, type Server, startServer } from '../support/start-server.ts';

const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

type Entry = {
  action: string;
  actor: { type: string; id: string };
  address: string;
  user_agent: string;
  request_id: string;
  subject: { type: string; id: string; name: string | null };
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};
type Page = { data: Entry[]; next_cursor: string | null };

const LAUNCHER = path.join(ROOT, 'apps', 'server', 'bin', 'tidings.mjs');

/** `tidings audit verify` on a server's data folder, or on a database. */
async function verify(settings: Record<string, string>, ...options: string[]) {
  const env = { ...bareEnvironment(), ...settings };
  return runProgram(NODE, [LAUNCHER, 'audit', 'verify', ...options], { env, cwd: ROOT }).ended;
}

async function server(options: Parameters<typeof startServer>[0] = {}): Promise<Server> {
  const started = await startServer(options);
  cleanUps.push(() => started.stop());
  return started;
}

/** A webhook that was made, changed, paused, resumed and deleted. */
async function livedWebhook(api: Api): Promise<string> {
  const { body } = await api.post<{ id: string }>('/webhooks', {
    name: 'Orders',
    url: 'https://93.184.215.14/in?key=s3cr3t-in-url',
    events: ['*'],
    headers: { 'X-Api-Key': 's3cr3t-in-header' },
  });
  await api.patch(`/webhooks/${body.id}`, { name: 'Sales', headers: { 'X-Api-Key': 's3cr3t-too' } });
  await api.patch(`/webhooks/${body.id}`, { name: 'Sales' });
  await api.patch(`/webhooks/${body.id}`, { status: 'paused' });
  await api.patch(`/webhooks/${body.id}`, { status: 'active' });
  await api.delete(`/webhooks/${body.id}`);
  return body.id;
}

test('what is done to a webhook is recorded: by whom, from where, before and after, and no secret', async () => {
  const running = await server();
  const api = await running.newAccount();
  const id = await livedWebhook(api);
  const { body, text } = await api.get<Page>('/audit?action=webhook.*');
  expect(body.data.map(({ action }) => action)).toEqual([
    'webhook.deleted',
    'webhook.resumed',
    'webhook.paused',
    'webhook.updated',
    'webhook.created',
  ]);
  for (const entry of body.data) {
    expect(entry).toMatchObject({
      actor: { type: 'service' },
      address: '127.0.0.1',
      request_id: expect.stringMatching(/^req_/),
      subject: { type: 'webhook', id },
    });
  }
  expect(body.data[3]).toMatchObject({
    before: { name: 'Orders', headers: { 'X-Api-Key': '[redacted]' } },
    after: { name: 'Sales', headers: { 'X-Api-Key': '[redacted, changed]' } },
  });
  expect(text).not.toMatch(/s3cr3t|whsec_[A-Za-z0-9+/]/);
  expect((await api.get<Page>('/audit?limit=100')).body.data.at(-1)).toMatchObject({
    action: 'account.created',
  });
});

test('the log is verified while Tidings runs and after it has stopped', async () => {
  const dataDir = await newDataDir();
  const running = await server({ dataDir });
  await livedWebhook(await running.newAccount());
  const during = await verify({ DATA_DIR: dataDir });
  expect(during.output).toMatch(/^acct_\S+ +6 {2}[0-9a-f]{64}$/m);
  expect(during.output).toContain('OK: ');
  expect(during.output).toContain('belongs to another role than Tidings works as (tidings)');
  expect(during.code).toBe(0);
  await running.halt();
  const after = await verify({ DATA_DIR: dataDir }, '--json');
  expect(after.code).toBe(0);
  expect(JSON.parse(after.output)).toMatchObject({
    ok: true,
    fault_count: 0,
    protection: { kind: 'role', role: 'tidings' },
  });
});

test('an altered entry, and an end that was cut off with its head, are found', async () => {
  const dataDir = await newDataDir();
  const running = await server({ dataDir });
  const account = await running.newAccount();
  await livedWebhook(account);
  const kept = path.join(dataDir, 'heads.json');
  await writeFile(kept, (await verify({ DATA_DIR: dataDir }, '--json')).output);

  const database = await connect(dataDir);
  cleanUps.push(() => database.end().catch(() => undefined));
  await database.query("SET session_replication_role = 'replica'");
  const cut = `
    DELETE FROM audit.entry WHERE chain = $1 AND sequence = 6`;
  const setBack = `
    UPDATE audit.chain AS c SET sequence = 5, hash = e.hash
    FROM audit.entry AS e WHERE c.chain = $1 AND e.chain = $1 AND e.sequence = 5`;
  for (const command of [cut, setBack]) await database.query(command, [account.accountId]);
  expect((await verify({ DATA_DIR: dataDir })).code).toBe(0);
  const against = await verify({ DATA_DIR: dataDir }, '--against', kept);
  expect(against.output).toContain(
    'BROKEN at entry 6, missing: Entry 6 is missing: the head that was kept counts it.',
  );
  expect(against.code).toBe(1);

  await database.query("UPDATE audit.entry SET actor_name = 'Eve' WHERE chain = $1 AND sequence = 3", [
    account.accountId,
  ]);
  const altered = await verify({ DATA_DIR: dataDir });
  expect(altered.output).toMatch(/BROKEN at entry 3 \(aud_\w+\), altered/);
  expect(altered.code).toBe(1);
  await database.end();
});

/** The roles of the page "Audit log", on a server of one's own. */
const ROLES = `
  CREATE ROLE tidings LOGIN PASSWORD 'one' NOSUPERUSER NOCREATEROLE;
  CREATE ROLE tidings_audit NOLOGIN;
  CREATE ROLE tidings_migrator LOGIN PASSWORD 'two' IN ROLE tidings, tidings_audit;`;

/** The commands that the page shows, in their order. */
const GIVE_AWAY = `
  CREATE ROLE tidings_audit NOLOGIN;
  CREATE ROLE tidings_migrator LOGIN PASSWORD 'two' IN ROLE tidings, tidings_audit;
  GRANT CREATE ON DATABASE tidings TO tidings_audit;
  ALTER ROLE tidings NOSUPERUSER NOCREATEROLE;
  ALTER SCHEMA audit OWNER TO tidings_audit;
  ALTER TABLE audit.entry OWNER TO tidings_audit;
  ALTER TABLE audit.chain OWNER TO tidings_audit;
  ALTER FUNCTION audit.lock_chain OWNER TO tidings_audit;
  ALTER FUNCTION audit.advance_chain OWNER TO tidings_audit;
  ALTER FUNCTION audit.refuse OWNER TO tidings_audit;
  ALTER FUNCTION audit.refuse_by_hand OWNER TO tidings_audit;
  GRANT USAGE ON SCHEMA audit TO tidings;
  GRANT SELECT, INSERT ON audit.entry TO tidings;
  GRANT SELECT ON audit.chain TO tidings;
  GRANT EXECUTE ON FUNCTION audit.lock_chain TO tidings;`;

async function ownPostgres(): Promise<{ postgres: Postgres; urlOf: (role: string) => string }> {
  const postgres = await startPostgres({ fsync: 'off' });
  cleanUps.push(() => postgres.remove());
  return { postgres, urlOf: (role) => `postgres://${role}@127.0.0.1:${postgres.port}/tidings` };
}

test('with roles apart, migrations run as one and Tidings as another that cannot touch the log', async () => {
  const { postgres, urlOf } = await ownPostgres();
  await withClient(postgres.url, async (client) => {
    await client.query(ROLES);
    await client.query('CREATE DATABASE tidings');
    await client.query('GRANT CREATE, TEMPORARY ON DATABASE tidings TO tidings, tidings_audit');
  });
  const env = {
    ...bareEnvironment(),
    DATABASE_URL: `${urlOf('tidings_migrator')}?options=-c%20role%3Dtidings`,
  };
  const migrated = await runProgram(NODE, [LAUNCHER, 'migrate'], { env, cwd: ROOT }).ended;
  expect(migrated).toMatchObject({ code: 0 });
  const running = await server({
    command: 'serve',
    settings: { DATABASE_URL: urlOf('tidings'), ALLOW_PRIVATE_NETWORKS: '' },
  });
  const account = await running.newAccount();
  await livedWebhook(account);
  const verified = await verify({ DATABASE_URL: urlOf('tidings') });
  expect(verified.output).toContain('belongs to another role than Tidings works as (tidings)');
  expect(verified.code).toBe(0);
  expect(running.output()).not.toContain('could change the audit log');
  await withClient(urlOf('tidings'), async (client) => {
    await expect(client.query('DELETE FROM audit.entry')).rejects.toThrow('permission denied');
  });
});

test('with one role for everything triggers protect the log, it is said, and it can be given away later', async () => {
  const { postgres, urlOf } = await ownPostgres();
  await withClient(postgres.url, async (client) => {
    await client.query('CREATE ROLE tidings LOGIN SUPERUSER');
    await client.query('CREATE DATABASE tidings OWNER tidings');
  });
  const settings = { DATABASE_URL: urlOf('tidings') };
  const running = await server({ command: 'serve', settings });
  await livedWebhook(await running.newAccount());
  expect(running.output()).toContain('could change the audit log');
  expect((await verify(settings)).output).toContain(
    'Protected by triggers only: the role tidings could remove them.',
  );
  await withClient(urlOf('postgres').replace(/\/tidings$/, '/tidings'), (client) => client.query(GIVE_AWAY));
  await running.restart();
  await livedWebhook(await running.newAccount());
  const verified = await verify(settings);
  expect(verified.output).toContain('belongs to another role than Tidings works as (tidings)');
  expect(verified.code).toBe(0);
});

test('words that are not understood are answered with those that are', async () => {
  for (const words of [
    ['audit'],
    ['audit', 'check'],
    ['audit', 'verify', '--all'],
    ['audit', 'verify', '--against', '/nothing'],
  ]) {
    const ended = await runProgram(NODE, [LAUNCHER, ...words], { env: bareEnvironment(), cwd: ROOT }).ended;
    expect(ended.code).toBe(2);
    expect(ended.output).toMatch(/audit verify|--against/);
  }
});
