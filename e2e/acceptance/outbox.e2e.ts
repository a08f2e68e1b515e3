import path from 'node:path';
import { createOutbox, type OutboxEvent, type Relay, startRelay, writeEvent } from '@tidings/client';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { type Database, emptyDatabase } from '../support/database.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { bareEnvironment, FROM_SOURCE, NODE, runProgram } from '../support/run-program.ts';
import { createWebhook, TAG_CREATED } from '../support/samples.ts';
import type { Page } from '../support/shapes.ts';
import { SERVICE_KEY, type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

const RELAY = path.join(import.meta.dirname, '..', 'support', 'relay-process.ts');

let shop: Database;
let pool: pg.Pool;
let server: Server;
let receiver: Receiver;
let api: Api & { accountId: string };
const relays = new Set<Relay>();

beforeAll(async () => {
  [shop, server] = await Promise.all([emptyDatabase(), startServer()]);
  pool = new pg.Pool({ connectionString: shop.superuserUrl, max: 5 });
  pool.on('error', () => undefined);
  await createOutbox(pool);
});

afterAll(async () => {
  await pool?.end();
  await Promise.all([shop?.remove(), server?.stop()]);
});

beforeEach(async () => {
  [receiver, api] = await Promise.all([startReceiver(), server.newAccount()]);
  await createWebhook(api, { url: receiver.url, events: ['*'] });
});

afterEach(async () => {
  await Promise.all([...relays].map((relay) => relay.stop()));
  relays.clear();
  await receiver.close();
  await pool.query('TRUNCATE tidings.outbox');
});

const eventOf = (name = 'vip') => ({
  account_id: api.accountId,
  type: TAG_CREATED.type,
  data: { object: { object: 'tag', id: 'tag_1', name } },
});

/** Writes an event in a transaction that holds nothing else. */
async function writeAlone(event: OutboxEvent): Promise<string> {
  const client = await pool.connect();
  try {
    return await writeEvent(client, event);
  } finally {
    client.release();
  }
}

/** @param onTrouble is told of each try that failed. */
function relay(onTrouble: (message: string) => void = () => undefined): Relay {
  const started = startRelay({
    pool,
    url: server.url,
    serviceKey: SERVICE_KEY,
    onTrouble,
    onRefused: () => undefined,
  });
  relays.add(started);
  return started;
}

/** A relay in a process of its own, which kills itself at a certain moment. */
function relayProcess(moment: 'never' | 'before the request' | 'after the answer') {
  const env = { DATABASE_URL: shop.superuserUrl, TIDINGS_URL: server.url, TIDINGS_SERVICE_KEY: SERVICE_KEY };
  return runProgram(NODE, [RELAY, moment], { env: { ...bareEnvironment(), ...FROM_SOURCE, ...env } });
}

const waiting = async () => {
  const { rows } = await pool.query<{ failed: boolean }>(
    'SELECT failed_at IS NOT NULL AS failed FROM tidings.outbox',
  );
  return rows.length;
};
const untilPublished = () =>
  until(waiting, (count) => count === 0, { what: 'the outbox is empty', withinMs: 90_000 });

const inLog = async () => {
  const { body } =
    await api.get<Page<{ id: string; data: { object: { name: string } } }>>('/events?limit=100');
  return body.data;
};

/** What is in the hands of a relay. */
const held = async () => {
  const { rows } = await pool.query('SELECT FROM tidings.outbox WHERE held_until > now()');
  return rows.length;
};

/** Lets what a killed relay held be free now rather than in a minute. */
const holdsPass = () => pool.query('UPDATE tidings.outbox SET held_until = now()');

test('a business change and its event commit together, or neither of them', async () => {
  await pool.query('CREATE TABLE tag (name text)');
  relay();
  const client = await pool.connect();
  for (const ending of ['ROLLBACK', 'COMMIT']) {
    await client.query('BEGIN');
    await client.query('INSERT INTO tag VALUES ($1)', [ending]);
    await writeEvent(client, eventOf(ending));
    await client.query(ending);
  }
  client.release();
  const [arrival] = await receiver.received(1);
  await untilPublished();
  expect((await inLog()).map(({ data }) => data.object.name)).toEqual(['COMMIT']);
  expect(JSON.parse(arrival!.body.toString())).toMatchObject({ data: { object: { name: 'COMMIT' } } });
  expect((await pool.query('SELECT name FROM tag')).rows).toEqual([{ name: 'COMMIT' }]);
});

test.each(['before the request', 'after the answer'] as const)(
  'a relay that is killed %s publishes each event exactly once',
  async (moment) => {
    const ids = [await writeAlone(eventOf('one')), await writeAlone(eventOf('two'))];
    expect(await relayProcess(moment).ended).toMatchObject({ signal: 'SIGKILL' });
    expect(await waiting()).toBe(2);
    expect(await inLog()).toHaveLength(moment === 'before the request' ? 0 : 2);
    await holdsPass();
    relay();
    await untilPublished();
    expect((await inLog()).map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    await receiver.received(2);
    expect(receiver.arrivals.map(({ headers }) => String(headers['webhook-id'])).toSorted()).toEqual(
      ids.toSorted(),
    );
  },
);

test('what is written while Tidings is down is published when it is back, in order', async () => {
  const troubles: string[] = [];
  relay((message) => troubles.push(message));
  await server.halt();
  const ids: string[] = [];
  for (let n = 0; n < 20; n += 1) ids.push(await writeAlone(eventOf(`while down ${n}`)));
  await until(
    () => troubles.length,
    (tries) => tries >= 3,
    { what: 'the relay has tried several times' },
  );
  expect(await waiting()).toBe(20);
  await server.restart();
  await untilPublished();
  expect((await inLog()).map(({ id }) => id).toReversed()).toEqual(ids);
});

test('an event that Tidings refuses stays with the reason, and those behind it go on', async () => {
  relay();
  await writeAlone({ ...eventOf(), type: 'tag.unheard_of' });
  await writeAlone({ ...eventOf(), data: { object: { object: 'tag' } } });
  const id = await writeAlone(eventOf());
  await receiver.received(1);
  expect((await inLog()).map((event) => event.id)).toEqual([id]);
  const refused = () =>
    pool.query<{ error: string }>('SELECT error FROM tidings.outbox WHERE failed_at IS NOT NULL');
  const { rows } = await until(refused, (result) => result.rows.length === 2, { what: 'two are refused' });
  expect(rows.map(({ error }) => error)).toEqual([
    expect.stringContaining('tag.unheard_of'),
    expect.stringContaining('/data/object/id'),
  ]);
});

test('events of an account that does not exist hold up no other account', async () => {
  relay();
  await writeAlone({ ...eventOf(), account_id: 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd' });
  const id = await writeAlone(eventOf());
  await receiver.received(1);
  expect((await inLog()).map((event) => event.id)).toEqual([id]);
});

test('three relays, two of them in processes of which one is killed, publish everything once', async () => {
  const [lasting, killed] = [relayProcess('never'), relayProcess('before the request')];
  let isKilled = false;
  void killed.ended.then(() => (isKilled = true));
  relay();
  const ids: string[] = [];
  const write = async () => void ids.push(await writeAlone(eventOf(`n${ids.length}`)));
  while (ids.length < 600) await write();
  // Its turn comes while there is something to be claimed.
  await until(
    () => write().then(() => isKilled),
    (is) => is,
    { what: 'one of the relays is killed' },
  );
  expect(await killed.ended).toMatchObject({ signal: 'SIGKILL' });
  expect(await held()).toBeGreaterThan(0);
  await holdsPass();
  await untilPublished();
  lasting.child.kill('SIGTERM');
  expect(await lasting.ended).toMatchObject({ code: 0 });
  await receiver.received(ids.length);
  const arrived = receiver.arrivals.map(({ headers }) => String(headers['webhook-id']));
  expect(arrived).toHaveLength(ids.length);
  expect(new Set(arrived)).toEqual(new Set(ids));
});
