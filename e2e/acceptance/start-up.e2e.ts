import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server as TcpServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { Api } from '../support/api.ts';
import { freePort } from '../support/free-port.ts';
import { postgresPid, removeDataDir } from '../support/postgres-pid.ts';
import { Gate, startReceiver, status } from '../support/receiver.ts';
import { runMain } from '../support/run-program.ts';
import { createWebhook, deliveryOf, publish, untilDelivery } from '../support/samples.ts';
import type { Attempt, Event, Page, Webhook } from '../support/shapes.ts';
import { newDataDir, type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';
import { verify } from '../support/verify.ts';

const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** A data folder that is gone after the test, with whatever runs on it. */
async function setup(): Promise<{ PORT: string; DATA_DIR: string }> {
  const DATA_DIR = await newDataDir();
  cleanUps.push(() => removeDataDir(DATA_DIR));
  return { PORT: String(await freePort()), DATA_DIR };
}

/** A server as whoever tries Tidings starts it, with the Postgres in its data folder. */
async function started(options: Parameters<typeof startServer>[0] = {}): Promise<Server> {
  const server = await startServer({ ownPostgres: true, ...options });
  cleanUps.push(() => server.stop());
  return server;
}

const STACK = /\n\s+at |node:internal|node_modules/;

/** What the operator can mend is told in a few lines and without a stack. */
function expectRefusal(ended: { code: number | null; output: string }, names: RegExp, code = 1): void {
  expect(ended.output).toMatch(names);
  expect(ended.output).not.toMatch(STACK);
  expect(ended.output.trim().split('\n').length).toBeLessThanOrEqual(6);
  expect(ended.code).toBe(code);
}

describe('a start that cannot succeed ends at once and says why', () => {
  test.each<Record<string, string>>([
    {
      PORT: 'abc',
      PUBLIC_URL: 'tidings.example.com',
      DATABASE_URL: 'mysql://localhost/tidings',
      TIDINGS_SERVICE_KEY: 'secret',
      TIDINGS_ADMIN_EMAIL: 'ada',
      TIDINGS_ADMIN_PASSWORD: 'short',
      TIDINGS_MASTER_KEYS: 'k1:dG9vIHNob3J0',
      ALLOW_PRIVATE_NETWORKS: 'home',
      RETRY_DELAYS: 'soon',
      BRAND: 'a b',
      RETENTION_DAYS: '-1',
      LOG_LEVEL: 'loud',
    },
    {
      PORT: '65536',
      DATABASE_URL: 'localhost',
      TIDINGS_SERVICE_KEY: 'tdg_sk_white space is none of it',
      TIDINGS_MASTER_KEYS: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
      ALLOW_PRIVATE_NETWORKS: '10.0.0.1',
      RETRY_DELAYS: '1m,1d',
      BRAND: 'x\r\ny',
      RETENTION_DAYS: 'forever',
    },
    { PORT: '0', ALLOW_PRIVATE_NETWORKS: '10.0.0.0/33', RETRY_DELAYS: '0s' },
    { CATALOG_DIR: '/nowhere/at/all' },
    { HOST: '203.0.113.7' },
  ])('naming every setting that is wrong: %j', async (wrong) => {
    const { code, output } = await runMain('dev', { ...(await setup()), ...wrong }).ended;
    for (const name of Object.keys(wrong)) expect(output).toMatch(new RegExp(`^ *${name}: \\S`, 'm'));
    expect(output).not.toMatch(STACK);
    expect(code).toBe(1);
  });

  test('never showing the value of a setting that is a secret', async () => {
    const secrets = {
      TIDINGS_SERVICE_KEY: 'hunter2-key',
      TIDINGS_ADMIN_PASSWORD: 'hunter2',
      TIDINGS_MASTER_KEYS: 'hunter2-master',
    };
    expect((await runMain('dev', { ...(await setup()), ...secrets }).ended).output).not.toContain('hunter2');
  });

  test('when the port is taken, and leaves no Postgres behind', async () => {
    const settings = await setup();
    const taken = await new Promise<TcpServer>((resolve) => {
      const tcp = createServer().listen(Number(settings.PORT), '127.0.0.1', () => resolve(tcp));
    });
    expectRefusal(await runMain('dev', settings).ended, new RegExp(`\\bPORT\\b.*${settings.PORT}`));
    expect(await postgresPid(settings.DATA_DIR)).toBeUndefined();
    taken.close();
  });

  test('when DATA_DIR is a file', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'tidings-e2e-'));
    const DATA_DIR = path.join(folder, 'data');
    await writeFile(DATA_DIR, 'not a folder');
    expectRefusal(await runMain('dev', { PORT: String(await freePort()), DATA_DIR }).ended, /DATA_DIR/);
    expect(await readFile(DATA_DIR, 'utf8')).toBe('not a folder');
    await rm(folder, { recursive: true });
  });

  test('when DATA_DIR lies below a file', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'tidings-e2e-'));
    await writeFile(path.join(folder, 'file'), '');
    const DATA_DIR = path.join(folder, 'file', 'data');
    expectRefusal(await runMain('dev', { PORT: String(await freePort()), DATA_DIR }).ended, /DATA_DIR/);
    await rm(folder, { recursive: true });
  });

  test('when the database does not answer', async () => {
    const DATABASE_URL = `postgres://tidings:hunter2@127.0.0.1:${await freePort()}/tidings`;
    const ended = await runMain('serve', { ...(await setup()), DATABASE_URL }).ended;
    expectRefusal(ended, /DATABASE_URL/);
    expect(ended.output).not.toContain('hunter2');
  });

  test('when a file of the catalog is wrong, naming file and place', async () => {
    const settings = await setup();
    const CATALOG_DIR = await mkdtemp(path.join(os.tmpdir(), 'tidings-e2e-'));
    await writeFile(path.join(CATALOG_DIR, 'thing.made.json'), '{"name":"thing.made","category":5}');
    expectRefusal(await runMain('dev', { ...settings, CATALOG_DIR }).ended, /thing\.made\.json.*category/);
    await writeFile(path.join(CATALOG_DIR, 'thing.made.json'), '{"name":');
    expectRefusal(await runMain('dev', { ...settings, CATALOG_DIR }).ended, /thing\.made\.json/);
    await rm(CATALOG_DIR, { recursive: true });
  });

  test('when another server runs on the same DATA_DIR, which goes on undisturbed', async () => {
    const server = await started();
    const ended = await runMain('dev', { PORT: String(await freePort()), DATA_DIR: server.dataDir }).ended;
    expectRefusal(ended, /DATA_DIR/);
    expect((await fetch(`${server.url}/ready`)).status).toBe(200);
  });

  test('when there is no such command', async () => {
    expectRefusal(await runMain('fly', await setup()).ended, /fly.*serve/s, 2);
  });
});

test('config lists every setting with what it means and its default, and shows no secret', async () => {
  const { code, output } = await runMain('config', {
    TIDINGS_ADMIN_PASSWORD: 'hunter2-hunter2',
    LOG_LEVEL: 'warn',
  }).ended;
  expect(code).toBe(0);
  const lines = new Map(
    output
      .trim()
      .split('\n')
      .map((line) => [line.split(' ')[0], line]),
  );
  for (const name of [
    'PORT',
    'DATABASE_URL',
    'DATA_DIR',
    'TIDINGS_SERVICE_KEY',
    'TIDINGS_ADMIN_EMAIL',
    'TIDINGS_ADMIN_PASSWORD',
    'TIDINGS_MASTER_KEYS',
    'ALLOW_PRIVATE_NETWORKS',
    'RETRY_DELAYS',
    'BRAND',
    'CONSOLE_NOTICE',
    'CATALOG_DIR',
    'RETENTION_DAYS',
    'LOG_LEVEL',
  ]) {
    expect(lines.get(name), name).toMatch(/^\w+ +\S.{10,}/);
  }
  expect(lines.get('RETRY_DELAYS')).toContain('1m,5m,15m,1h,24h');
  expect(lines.get('RETENTION_DAYS')).toContain('30');
  expect(output).not.toContain('hunter2');
});

describe('a first start', () => {
  test('makes a key and a password, says where they are kept, and both work', async () => {
    const server = await started({ settings: { TIDINGS_SERVICE_KEY: '', TIDINGS_ADMIN_PASSWORD: '' } });
    const banner = await until(
      () => server.output(),
      (text) => /Service key/.test(text),
      { what: 'the banner' },
    );
    const key = /tdg_sk_[A-Za-z0-9_-]+/.exec(banner)?.[0] ?? '';
    const account = /acct_[0-9a-z]{26}/.exec(banner)?.[0] ?? '';
    const password = /Password +(\S+)/.exec(banner)?.[1] ?? '';
    expect(banner).toContain(`http://localhost:${server.port}/sign-in`);
    const api = new Api(server.url, { authorization: `Bearer ${key}` }).forAccount(account);
    expect((await api.get('/webhooks')).status).toBe(200);
    const signIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ email: 'ada@example.com', password }),
    });
    expect(signIn.status).toBe(200);
    expect(signIn.headers.get('set-cookie')).toMatch(/HttpOnly/i);
    expect((await stat(path.join(server.dataDir, 'service-key'))).mode & 0o077).toBe(0);
    await server.restart();
    expect((await api.get('/webhooks')).status).toBe(200);
  });

  test('answers /health and /ready, and has the routes that its mode allows', async () => {
    const server = await started({ command: 'serve', settings: { HOST: '127.0.0.1' } });
    const health = await fetch(`${server.url}/health`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
    const ready = await fetch(`${server.url}/ready`);
    expect([ready.status, await ready.json()]).toMatchObject([200, { status: 'ready' }]);
    expect((await fetch(`${server.url}/api/v1/openapi.json`)).status).toBe(200);
  });
});

describe('a second start on the same data', () => {
  test('has everything that was there, delivers with the same secret, and is ready', async () => {
    const server = await started();
    const receiver = await startReceiver();
    cleanUps.push(() => receiver.close());
    const api = await server.newAccount();
    const webhook = await createWebhook(api, { url: receiver.url });
    const event = await publish(api);
    await receiver.received(1);
    await server.restart();
    const { secret: _, ...kept } = webhook;
    const read = await api.get<Webhook>(`/webhooks/${webhook.id}`);
    expect(read.body).toEqual({
      ...kept,
      health: 'healthy',
      health_changed_at: expect.any(String),
    });
    expect((await api.get<Page<Event>>('/events')).body.data.map(({ id }) => id)).toEqual([event.id]);
    const next = await publish(api);
    await receiver.received(2);
    expect(verify(receiver.ofEvent(next.id)[0]!, webhook.secret).id).toBe(next.id);
  });

  test('goes on with retries that were planned before', async () => {
    const server = await started({ settings: { RETRY_DELAYS: '2s' } });
    const receiver = await startReceiver();
    cleanUps.push(() => receiver.close());
    receiver.next(status(500));
    const api = await server.newAccount();
    const webhook = await createWebhook(api, { url: receiver.url });
    const event = await publish(api);
    const { id } = await deliveryOf(api, webhook.id, event.id);
    await untilDelivery(api, id, (delivery) => delivery.status === 'retrying');
    await server.restart();
    expect(await untilDelivery(api, id, (delivery) => delivery.status === 'succeeded')).toMatchObject({
      attempts_made: 2,
    });
  });
});

describe.each([
  ['SIGTERM', ['SIGTERM']],
  ['SIGINT', ['SIGINT']],
  // A terminal sends Ctrl-C to npm and to the server, and npm passes it on.
  ['SIGINT twice', ['SIGINT', 'SIGINT']],
] as const)('%s', (_, signals) => {
  test('lets an attempt under way finish and records it, takes nothing new, and leaves nothing running', async () => {
    const server = await started();
    const receiver = await startReceiver();
    const gate = new Gate();
    receiver.behaviour = gate.behaviour;
    cleanUps.push(() => receiver.close());
    const api = await server.newAccount();
    const webhook = await createWebhook(api, { url: receiver.url, timeout_seconds: 30 });
    const event = await publish(api);
    await receiver.received(1);
    for (const signal of signals) {
      server.signal(signal);
      const refuses = () =>
        fetch(`${server.url}/health`).then(
          () => false,
          () => true,
        );
      await until(refuses, Boolean, { what: 'the port is closed' });
    }
    gate.open();
    expect(await server.ended).toMatchObject({ code: 0 });
    expect(await postgresPid(server.dataDir)).toBeUndefined();
    await server.restart();
    const { id } = await deliveryOf(api, webhook.id, event.id);
    const { body } = await api.get<{ data: Attempt[] }>(`/deliveries/${id}/attempts`);
    expect(body.data.map(({ outcome }) => outcome)).toEqual(['succeeded']);
    const next = await publish(api);
    await receiver.received(2);
    expect(receiver.arrivals.map(({ headers }) => headers['webhook-id'])).toEqual([event.id, next.id]);
  });
});

test('BRAND names the headers of deliveries', async () => {
  const server = await started({ settings: { BRAND: 'Acme' } });
  const receiver = await startReceiver();
  cleanUps.push(() => receiver.close());
  const api = await server.newAccount();
  await createWebhook(api, { url: receiver.url });
  await publish(api);
  const [arrival] = await receiver.received(1);
  expect(arrival?.headers).toMatchObject({
    'x-acme-event': 'tag.created',
    'x-acme-attempt': '1',
    'user-agent': expect.stringMatching(/^Acme/),
  });
  expect(Object.keys(arrival?.headers ?? {}).filter((name) => name.includes('tidings'))).toEqual([]);
});
