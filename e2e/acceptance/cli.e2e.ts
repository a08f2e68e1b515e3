import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { run } from '@tidings/cli';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import { bareEnvironment, NODE, ROOT, runProgram } from '../support/run-program.ts';
import { createWebhook, publish } from '../support/samples.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';
import { verify } from '../support/verify.ts';

const LAUNCHER = path.join(ROOT, 'apps', 'server', 'bin', 'tidings.mjs');

let server: Server;
let receiver: Receiver;
let api: Api & { accountId: string };
let home: string;
let key: string;
const running: (() => Promise<unknown>)[] = [];

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
  ({ key } = body);
});
afterEach(async () => {
  for (const end of running.splice(0)) await end();
  await receiver.close();
  await rm(home, { recursive: true, force: true });
});

const environment = (more: Record<string, string> = {}) => ({
  ...bareEnvironment(),
  XDG_CONFIG_HOME: home,
  TIDINGS_URL: server.url,
  TIDINGS_API_KEY: key,
  ...more,
});

class Sink extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

type Given = { input?: string; env?: Record<string, string> };

/** A command as the program runs it, without a process of its own: starting one takes longer than most commands. */
function begin(words: string[], { input, env }: Given = {}) {
  const [stdout, stderr, ended] = [new Sink(), new Sink(), new AbortController()];
  const code = run(words, {
    env: environment(env),
    stdin: Readable.from(input === undefined ? [] : [Buffer.from(input)]),
    stdout,
    stderr,
    fetch,
    signal: ended.signal,
    operatorsHelp: '',
  });
  return { code, output: () => stdout.text + stderr.text, stdout, stderr, end: () => ended.abort() };
}

type Told = { code: number; stdout: string; stderr: string };

/** One command, to its end. */
async function tidings(words: string[], given: Given = {}): Promise<Told> {
  const { code, stdout, stderr } = begin(words, given);
  return { code: await code, stdout: stdout.text, stderr: stderr.text };
}

/** The one JSON value that a command printed. */
async function json<Value>(...words: string[]): Promise<Value> {
  const { code, stdout, stderr } = await tidings([...words, '--json']);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Value;
}

const SECRET = /whsec_[\w+/=]+/;

/** `listen`, once it has printed its secret. */
async function listening(...words: string[]) {
  const program = begin(['listen', ...words]);
  running.push(() => {
    program.end();
    return program.code;
  });
  await until(
    () => program.output(),
    (text) => SECRET.test(text),
    { what: 'listen prints its secret' },
  );
  return program;
}

test('a login is kept in a file for its owner alone, and works until the key is revoked', async () => {
  const env = { TIDINGS_API_KEY: '' };
  const { code, stderr } = await tidings(['login', '--url', server.url], { input: key, env });
  expect(code, stderr).toBe(0);
  const file = path.join(home, 'tidings', 'config.json');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await tidings(['whoami'], { env })).stdout).toContain(server.url);
  const program = await listening();
  const { body } = await api.get<{ data: { id: string; hint: string }[] }>('/keys');
  await api.delete(`/keys/${body.data[0]?.id}`);
  await until(
    () => tidings(['events', 'list'], { env }),
    (told) => told.code === 3,
    { what: 'the key is refused' },
  );
  expect(await tidings(['login', '--url', server.url], { input: key, env })).toMatchObject({
    code: 3,
    stdout: '',
  });
  // Whoever listens is told as well, or looks by itself after 20 seconds.
  expect(await program.code, program.output()).toBe(3);
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
    const words = ['listen', '--forward', receiver.url, '--events', 'tag.*'];
    const program = runProgram(NODE, [LAUNCHER, ...words], { env: environment(), cwd: home });
    running.push(() => {
      program.child.kill('SIGKILL');
      return program.ended;
    });
    const printed = await until(
      () => program.output(),
      (text) => SECRET.test(text),
      { what: 'listen prints its secret' },
    );
    const secret = SECRET.exec(printed)?.[0] ?? '';
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
    // A terminal tells the program and its launcher, which passes it on.
    program.child.kill('SIGINT');
    program.child.kill('SIGINT');
    expect((await program.ended).code).toBe(0);
  });

  test('goes on after the server was away, with what came meanwhile, each once', async () => {
    const program = await listening('--forward', receiver.url, '--json');
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
    const told = await tidings(['listen'], { env: { TIDINGS_API_KEY: body.key } });
    expect(told).toMatchObject({ code: 3 });
    expect(told.stderr).toContain('events:read');
  });
});

test('stored events are sent to this machine, oldest first, signed as by listen', async () => {
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
  const secret = SECRET.exec(stderr)?.[0] ?? '';
  for (const arrival of receiver.arrivals) verify(arrival, secret);
  expect((await tidings(['listen', '--print-secret'])).stdout.trim()).toBe(secret);
  receiver.behaviour = status(500);
  expect((await tidings(['events', 'replay', '--from', '1h', '--forward', receiver.url])).code).toBe(7);
  receiver.behaviour = status(200);
  expect((await tidings(['events', 'resend', two.id, '--forward', receiver.url])).code).toBe(0);
  const [first, second, , , resent] = receiver.arrivals;
  expect(resent!.body.equals(second!.body)).toBe(true);
  verify(resent!, secret);
  const webhook = await createWebhook(api, { url: receiver.url, events: ['tag.*'] });
  expect((await tidings(['events', 'resend', one.id, '--webhook', webhook.id])).code).toBe(0);
  const delivered = (await receiver.received(6))[5];
  // What is sent from here is what a webhook gets of it.
  expect(delivered!.body.equals(first!.body)).toBe(true);
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
  const out = path.join(home, 'tidings-events.ts');
  const { types, versions } = await json<{ types: number; versions: number }>(
    'types',
    'generate',
    '--out',
    out,
  );
  expect(versions).toBeGreaterThan(types);
  const text = await readFile(out, 'utf8');
  expect(text).toContain("export type EmailOpenedV20261101 = Envelope<'email.opened', '2026-11-01', {");
  expect(text).toContain('export function isTidingsEvent(value: unknown): value is TidingsEvent');
});

test('what runs Tidings itself is under the same name, and both are in the help', async () => {
  const launched = (...words: string[]) =>
    runProgram(NODE, [LAUNCHER, ...words], { env: environment(), cwd: home }).ended;
  const [config, help, ofServe, unknown] = await Promise.all([
    launched('config'),
    launched('help'),
    launched('help', 'serve'),
    launched('no-such-command'),
  ]);
  expect(config).toMatchObject({ code: 0, output: expect.stringContaining('DATABASE_URL') });
  expect(help.code).toBe(0);
  for (const line of ['listen [options]', 'serve [--role all|api|worker]', 'people reset-two-factor EMAIL'])
    expect(help.output).toContain(line);
  expect(ofServe).toMatchObject({ code: 0, output: expect.stringMatching(/^Usage: tidings \[command\]/) });
  expect(unknown.code).toBe(2);
});
