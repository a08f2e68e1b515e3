import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import { bareEnvironment, NODE, type Program, ROOT, runProgram } from '../support/run-program.ts';
import { createWebhook, publish } from '../support/samples.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';
import { verify } from '../support/verify.ts';

const LAUNCHER = path.join(ROOT, 'apps', 'server', 'bin', 'tidings.mjs');

let server: Server;
let receiver: Receiver;
let api: Api & { accountId: string };
let home: string;
const running: Program[] = [];

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());
beforeEach(async () => {
  [receiver, api, home] = await Promise.all([
    startReceiver(),
    server.newAccount(),
    mkdtemp(path.join(os.tmpdir(), 'tidings-cli-')),
  ]);
  const scopes = [
    'webhooks:read',
    'webhooks:write',
    'events:read',
    'events:write',
    'deliveries:read',
    'deliveries:write',
  ];
  const { body } = await api.post<{ key: string }>('/keys', { name: 'CLI', scopes });
  const { code, stderr } = await tidings(['login', '--url', server.url], { input: body.key });
  expect(code, stderr).toBe(0);
});
afterEach(async () => {
  for (const program of running.splice(0)) {
    program.child.kill('SIGINT');
    await program.ended;
  }
  await receiver.close();
  await rm(home, { recursive: true, force: true });
});

const environment = (more: Record<string, string> = {}) => ({
  ...bareEnvironment(),
  XDG_CONFIG_HOME: home,
  ...more,
});

type Told = { code: number | null; stdout: string; stderr: string };

/** One command of the real program, to its end. */
function tidings(
  words: string[],
  given: { input?: string; env?: Record<string, string> } = {},
): Promise<Told> {
  const child = spawn(NODE, [LAUNCHER, ...words], { env: environment(given.env), cwd: home });
  const told: Told = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (told.stderr += text));
  child.stdin.end(given.input ?? '');
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...told, code }));
  });
}

/** The one JSON value that a command printed. */
async function json<Value>(...words: string[]): Promise<Value> {
  const { code, stdout, stderr } = await tidings([...words, '--json']);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Value;
}

async function listening(...words: string[]): Promise<{ program: Program; secret: string }> {
  const program = runProgram(NODE, [LAUNCHER, 'listen', ...words], { env: environment(), cwd: home });
  running.push(program);
  const printed = await until(
    () => program.output(),
    (text) => /whsec_\S+/.test(text),
    { what: 'listen prints its secret' },
  );
  return { program, secret: /whsec_\S+/.exec(printed)?.[0] ?? '' };
}

test('a login is kept in a file for its owner alone, and works until the key is revoked', async () => {
  const file = path.join(home, 'tidings', 'config.json');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const { key } = JSON.parse(await readFile(file, 'utf8')) as { key: string };
  const { body } = await api.get<{ data: { id: string; hint: string }[] }>('/keys');
  await api.delete(`/keys/${body.data[0]?.id}`);
  await until(
    () => tidings(['events', 'list']),
    ({ code }) => code === 3,
    { what: 'the key is refused' },
  );
  const again = await tidings(['login', '--url', server.url], { input: key });
  expect(again).toMatchObject({ code: 3, stdout: '' });
});

test('an event is triggered, listed, shown and explained', async () => {
  const published = await json<{ id: string }>('trigger', 'email.opened');
  await tidings([
    'trigger',
    'tag.created',
    '--data',
    '{"object": {"object": "tag", "id": "tag_1", "name": "VIP"}}',
  ]);
  const { stdout } = await tidings(['events', 'list', '--type', 'email.opened']);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(stdout).toContain(published.id);
  expect(await json('events', 'get', published.id)).toMatchObject({ type: 'email.opened', explain: [] });
  expect(await tidings(['events', 'get', 'evt_01k9w3m5kqe8nb2v7x4r6t0zcd'])).toMatchObject({
    code: 4,
    stdout: '',
  });
  const refused = await tidings(['trigger', 'tag.created', '--data', '{}']);
  expect(refused).toMatchObject({ code: 5, stdout: '' });
  expect(refused.stderr).toContain('/data');
});

describe('listen', () => {
  test('forwards what a webhook gets, byte by byte, signed, and prints what came of it', async () => {
    const webhookReceiver = await startReceiver();
    const webhook = await createWebhook(api, { url: webhookReceiver.url, events: ['tag.*'] });
    const { program, secret } = await listening('--forward', receiver.url, '--events', 'tag.*');
    receiver.next(status(200), status(500));
    await publish(api, { type: 'tag.created' });
    const [first] = await receiver.received(1);
    const [delivered] = await webhookReceiver.received(1);
    expect(first!.body.equals(delivered!.body)).toBe(true);
    verify(first!, secret);
    verify(delivered!, webhook.secret);
    const comparable = ({ headers }: typeof first & object) =>
      Object.keys(headers)
        .filter((name) => !['connection', 'x-tidings-delivery-id'].includes(name))
        .toSorted();
    expect(comparable(first!)).toEqual(comparable(delivered!));
    await until(
      () => program.output(),
      (text) => /200 {2}\d+ ms {2}tag\.created {2}evt_/.test(text),
      { what: '200 is printed' },
    );
    await publish(api, { type: 'tag.created' });
    await until(
      () => program.output(),
      (text) => /500 {2}\d+ ms {2}tag\.created/.test(text),
      { what: '500 is printed' },
    );
    await webhookReceiver.close();
    program.child.kill('SIGINT');
    expect((await program.ended).code).toBe(0);
  });

  test('goes on after the server was away, with what came meanwhile, each once', async () => {
    const { program } = await listening('--forward', receiver.url, '--json');
    const before = await publish(api);
    await receiver.received(1);
    await server.restart();
    const after = await publish(api);
    await receiver.received(2);
    await until(
      () => program.output(),
      (text) => text.includes('Connected again.'),
      { what: 'it is connected again' },
    );
    const last = await publish(api);
    await receiver.received(3);
    expect(receiver.arrivals.map(({ headers }) => headers['webhook-id'])).toEqual([
      before.id,
      after.id,
      last.id,
    ]);
  });

  test('ends with 3 for a key that may not read events', async () => {
    const { body } = await api.post<{ key: string }>('/keys', {
      name: 'Webhooks',
      scopes: ['webhooks:read'],
    });
    const told = await tidings(['listen'], { env: { TIDINGS_URL: server.url, TIDINGS_API_KEY: body.key } });
    expect(told).toMatchObject({ code: 3 });
    expect(told.stderr).toContain('events:read');
  });
});

test('stored events are sent to this machine, oldest first, signed with a local secret', async () => {
  const [one, two] = [await publish(api), await publish(api)];
  const dry = await json<{ total: number }>(
    'events',
    'replay',
    '--from',
    '1h',
    '--forward',
    receiver.url,
    '--dry-run',
  );
  expect(dry.total).toBe(2);
  const { code, stderr } = await tidings(['events', 'replay', '--from', '1h', '--forward', receiver.url]);
  expect(code, stderr).toBe(0);
  expect(receiver.arrivals.map(({ headers }) => headers['webhook-id'])).toEqual([one.id, two.id]);
  const secret = /whsec_\S+/.exec(stderr)?.[0] ?? '';
  for (const arrival of receiver.arrivals) verify(arrival, secret);
  expect((await readFile(path.join(home, 'tidings', 'local-secret'), 'utf8')).trim()).toBe(secret);
  receiver.behaviour = status(500);
  expect((await tidings(['events', 'replay', '--from', '1h', '--forward', receiver.url])).code).toBe(7);
});

test('a webhook is created, tested, changed, rolled, diagnosed and deleted, and a delivery verified', async () => {
  const webhook = await json<{ id: string; secret: string }>(
    'webhooks',
    'create',
    '--url',
    receiver.url,
    '--events',
    'tag.*',
  );
  expect((await tidings(['webhooks', 'list'])).stdout).toContain(webhook.id);
  expect((await tidings(['webhooks', 'test', webhook.id])).code).toBe(0);
  const [arrival] = await receiver.received(1);
  const [headers, body] = ['headers.txt', 'body.json'].map((name) => path.join(home, name)) as [
    string,
    string,
  ];
  await writeFile(
    headers,
    Object.entries(arrival!.headers)
      .map(([name, value]) => `${name}: ${String(value)}\n`)
      .join(''),
  );
  await writeFile(body, arrival!.body);
  const words = ['verify', '--headers', headers, '--body', body];
  expect(await tidings(words, { input: webhook.secret })).toMatchObject({ code: 0 });
  expect(
    (
      await tidings(words, {
        env: { TIDINGS_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}` },
      })
    ).code,
  ).toBe(7);
  expect(await json('webhooks', 'update', webhook.id, '--status', 'paused')).toMatchObject({
    status: 'paused',
  });
  const rolled = await json<{ secret: string }>('webhooks', 'roll-secret', webhook.id);
  expect(rolled.secret).not.toBe(webhook.secret);
  receiver.behaviour = status(500);
  expect((await tidings(['webhooks', 'test', webhook.id])).code).toBe(7);
  expect((await tidings(['webhooks', 'diagnose', webhook.id])).code).toBe(7);
  expect((await tidings(['webhooks', 'delete', webhook.id])).code).toBe(2);
  expect((await tidings(['webhooks', 'delete', webhook.id, '--yes'])).code).toBe(0);
  expect((await tidings(['webhooks', 'get', webhook.id])).code).toBe(4);
});

test('types are generated from the catalog of the installation', async () => {
  const { types, versions } = await json<{ types: number; versions: number }>('types', 'generate');
  expect(versions).toBeGreaterThan(types);
  const text = await readFile(path.join(home, 'tidings-events.ts'), 'utf8');
  expect(text).toContain("export type EmailOpenedV20261101 = Envelope<'email.opened', '2026-11-01', {");
  expect(text).toContain('export function isTidingsEvent(value: unknown): value is TidingsEvent');
});

test('what runs Tidings itself is under the same name', async () => {
  const { code, stdout } = await tidings(['config']);
  expect(code).toBe(0);
  expect(stdout).toContain('DATABASE_URL');
  expect((await tidings(['no-such-command'])).code).toBe(2);
});
