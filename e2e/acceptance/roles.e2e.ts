import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { Api } from '../support/api.ts';
import { type Database, emptyDatabase } from '../support/database.ts';
import { Gate, type Receiver, startReceiver } from '../support/receiver.ts';
import { type Role, type RoleProcess, startRole } from '../support/role-process.ts';
import { bareEnvironment, ROOT, runMain, runProgram } from '../support/run-program.ts';
import { createWebhook, deliveryOf, publish, untilDelivery } from '../support/samples.ts';
import type { Attempt } from '../support/shapes.ts';
import { newDataDir, SERVICE_KEY } from '../support/start-server.ts';
import { until } from '../support/until.ts';

const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** A database, a receiver, and processes of the roles given that share both database and folder, and start together. */
async function setup(...roles: Role[]) {
  const database = await emptyDatabase();
  cleanUps.push(() => database.remove());
  const receiver = await startReceiver();
  cleanUps.push(() => receiver.close());
  const DATA_DIR = await newDataDir();
  cleanUps.push(() => rm(DATA_DIR, { recursive: true, force: true }));
  const start = (role: Role) => started(role, database, DATA_DIR);
  const processes = await Promise.all(roles.map(start));
  await Promise.all(processes.map((each) => each.untilReady()));
  return { receiver, start, processes };
}

async function started(role: Role, database: Database, DATA_DIR: string): Promise<RoleProcess> {
  const process = await startRole(role, { settings: { DATABASE_URL: database.superuserUrl, DATA_DIR } });
  cleanUps.push(async () => {
    process.signal('SIGKILL');
    await process.ended;
  });
  return process;
}

/** REST at that process, for a new account. */
async function accountAt({ url }: RoleProcess): Promise<Api & { accountId: string }> {
  const api = new Api(url, { authorization: `Bearer ${SERVICE_KEY}` });
  const { body } = await api.post<{ id: string }>('/accounts', { name: 'Acme' });
  return api.forAccount(body.id);
}

const idsOf = ({ arrivals }: Receiver) => arrivals.map(({ headers }) => String(headers['webhook-id']));

test('two of each share a database: published at either, delivered once', async () => {
  const { receiver, processes } = await setup('api', 'api', 'worker', 'worker');
  const [first, second] = processes;
  const one = await accountAt(first!);
  const other = new Api(second!.url, one.headers);
  const webhook = await createWebhook(one, { url: receiver.url });
  const events = await Promise.all(
    Array.from({ length: 60 }, (_, index) => publish(index % 2 ? one : other)),
  );
  await receiver.received(events.length);
  const finished = async () =>
    (await one.get<{ data: unknown[] }>(`/webhooks/${webhook.id}/deliveries?status=succeeded&limit=100`)).body
      .data;
  await until(finished, ({ length }) => length === events.length, { what: 'every delivery has succeeded' });
  expect(idsOf(receiver).toSorted()).toEqual(events.map(({ id }) => id).toSorted());
});

test('a process of role api delivers nothing; what it accepted waits for a worker', async () => {
  const { receiver, start, processes } = await setup('api');
  const api = await accountAt(processes[0]!);
  await createWebhook(api, { url: receiver.url });
  const event = await publish(api);
  // Workers look at least each half second: nobody is here who does.
  await later(1_500);
  expect(receiver.arrivals).toEqual([]);
  await start('worker');
  await receiver.received(1);
  expect(idsOf(receiver)).toEqual([event.id]);
});

test('a worker serves its health and nothing else', async () => {
  const { processes } = await setup('worker');
  const { url } = processes[0]!;
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect(await (await fetch(`${url}/ready`)).json()).toMatchObject({ status: 'ready', database: 'ok' });
  for (const path of [
    '/',
    '/sign-in',
    '/api/v1/webhooks',
    '/api/v1/openapi.json',
    '/trpc/webhooks.list',
    '/docs',
  ])
    expect((await fetch(url + path)).status, path).toBe(404);
});

test('SIGTERM lets a worker finish what it has under way and claim nothing more, while its health is served', async () => {
  const { receiver, start, processes } = await setup('api', 'worker');
  const [at, worker] = processes;
  const gate = new Gate();
  receiver.behaviour = gate.behaviour;
  const api = await accountAt(at!);
  const webhook = await createWebhook(api, { url: receiver.url, timeout_seconds: 30 });
  const held = await publish(api);
  await receiver.received(1);
  worker!.signal('SIGTERM');
  await until(
    () => worker!.output(),
    (text) => text.includes('Stopping'),
    { what: 'it stops' },
  );
  const late = await publish(api);
  await later(1_500);
  expect(idsOf(receiver)).toEqual([held.id]);
  expect((await fetch(`${worker!.url}/health`)).status).toBe(200);
  expect((await fetch(`${worker!.url}/ready`)).status).toBe(503);
  gate.open();
  expect(await worker!.ended).toMatchObject({ code: 0 });
  const { id } = await deliveryOf(api, webhook.id, held.id);
  const { body } = await api.get<{ data: Attempt[] }>(`/deliveries/${id}/attempts`);
  expect(body.data.map(({ outcome }) => outcome)).toEqual(['succeeded']);
  await start('worker');
  const next = await deliveryOf(api, webhook.id, late.id);
  await untilDelivery(api, next.id, ({ status }) => status === 'succeeded');
  expect(idsOf(receiver)).toEqual([held.id, late.id]);
});

test('SIGTERM lets an api process answer the requests that it has, and no client can keep it', async () => {
  const { processes } = await setup('api');
  const api = await accountAt(processes[0]!);
  let asking = true;
  const answers: (number | undefined)[] = [];
  const ask = async () => {
    // A client that holds on to its connection and never stops asking.
    while (asking) answers.push((await api.get('/webhooks').catch(() => undefined))?.status);
  };
  const clients = [ask(), ask(), ask()];
  await until(
    () => answers.length,
    (count) => count > 20,
    { what: 'clients are asking' },
  );
  processes[0]!.signal('SIGTERM');
  expect(await processes[0]!.ended).toMatchObject({ code: 0 });
  asking = false;
  await Promise.all(clients);
  expect(answers.filter((status) => status !== 200 && status !== undefined)).toEqual([]);
});

test.each([
  [['--role', 'boss'], /--role.*"boss".*all, api, worker/, 2],
  [['--roll=api'], /--roll.*--role all\|api\|worker/, 2],
  [['api'], /api.*--role all\|api\|worker/, 2],
  [['--role', 'api'], /DATABASE_URL.*role api/, 1],
  [['--role=worker'], /DATABASE_URL.*role worker/, 1],
])('serve %j is refused in a sentence', async (words, reason, status) => {
  const DATA_DIR = await newDataDir();
  cleanUps.push(() => rm(DATA_DIR, { recursive: true, force: true }));
  const launcher = path.join(ROOT, 'apps', 'server', 'bin', 'tidings.mjs');
  const env = { ...bareEnvironment(), DATA_DIR };
  const { code, output } = await runProgram(process.execPath, [launcher, 'serve', ...words], { env }).ended;
  expect(output).toMatch(reason);
  expect(output).not.toMatch(/\n\s+at /);
  expect(code).toBe(status);
});

test('the launcher runs main.ts, and passes signals and the exit code on', async () => {
  const { code, output } = await runMain('config', {}).ended;
  const launcher = path.join(ROOT, 'apps', 'server', 'bin', 'tidings.mjs');
  // The machine's own Node where there is an older one, as `npx` would take it.
  const { PATH = '', HOME = '' } = process.env;
  const own = PATH.split(path.delimiter).filter((dir) => !dir.endsWith(path.join('node_modules', '.bin')));
  const env = { PATH: own.join(path.delimiter), HOME };
  const launched = await runProgram('/usr/bin/env', ['node', launcher, 'config'], { env }).ended;
  expect(launched).toMatchObject({ code, output });
  // A server is started by name: without a word there is help.
  const bare = await runProgram('/usr/bin/env', ['node', launcher], { env }).ended;
  expect(bare.code, bare.output).toBe(0);
  expect(bare.output).toMatch(/^Usage: tidings [^]*serve \[--role all\|api\|worker\]/);
});
