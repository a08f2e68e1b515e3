import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import type { Database } from './database.ts';
import { NEWS_CHANNEL, tellDelivery, tellNews, type Told } from './tell-news.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let home: TestDatabase;
beforeAll(async () => {
  home = await createTestDatabase({ steps: [] });
});
afterAll(() => home.drop());

/** What is told from now on; with a teller of its own. */
async function setup() {
  const client = new pg.Client({ connectionString: home.url });
  await client.connect();
  const payloads: string[] = [];
  client.on('notification', ({ payload = '' }) => payloads.push(payload));
  await client.query(`LISTEN ${NEWS_CHANNEL}`);
  onTestFinished(() => client.end());
  let asked = 0;
  const database: Database = {
    ...home.database,
    query: (statement, values) => {
      asked += 1;
      return home.database.query(statement, values);
    },
  };
  const told = () => payloads.map((payload): Told => JSON.parse(payload));
  return { database, payloads, told, asked: () => asked };
}

test('what happens within a moment is told once, in one notification for all accounts', async () => {
  const { database, told, asked } = await setup();
  for (let count = 0; count < 5_000; count += 1)
    tellDelivery(database, { accountId: 'acct_1', endpointId: 'wh_1', id: `del_${count}` });
  tellNews(database, 'acct_2', { webhooks: ['wh_2'] });
  await vi.waitFor(() => expect(told()).toHaveLength(1), 30_000);
  expect(told()[0]?.[1]).toEqual([
    ['acct_1', { deliveries: { wh_1: null } }],
    ['acct_2', { webhooks: ['wh_2'] }],
  ]);
  expect(asked()).toBe(1);
});

test('what goes on happening is told again, at most four times a second and each time under another id', async () => {
  const { database, told, asked } = await setup();
  const startedMs = performance.now();
  const going = setInterval(() => tellNews(database, 'acct_1', { events: true }), 5);
  await vi.waitFor(() => expect(told().length).toBeGreaterThanOrEqual(4), 30_000);
  clearInterval(going);
  // The next test listens to the same database: nothing may be left to be told.
  tellNews(database, 'acct_last', { events: true });
  const accounts = () => told().flatMap(([, entries]) => (entries ?? []).map(([accountId]) => accountId));
  await vi.waitFor(() => expect(accounts()).toContain('acct_last'), 30_000);
  expect(asked()).toBeLessThanOrEqual(1 + (performance.now() - startedMs) / 250);
  expect(new Set(told().map(([id]) => id)).size).toBe(told().length);
});

test('no notification is larger than Postgres takes, and an account with too much is told that it is much', async () => {
  const { database, payloads, told } = await setup();
  for (let webhook = 0; webhook < 90; webhook += 1) {
    for (let count = 0; count < 20; count += 1) {
      const id = `del_01k9w3m5kqe8nb2v7x4r6t${webhook}${count}`;
      tellDelivery(database, { accountId: 'acct_large', endpointId: `wh_${webhook}`, id });
    }
  }
  for (let account = 0; account < 400; account += 1)
    tellNews(database, `acct_${account}`, { webhooks: ['wh_01k9w3m5kqe8nb2v7x4r6t0zcd'] });
  const said = () => told().flatMap(([, entries]) => entries ?? []);
  await vi.waitFor(() => expect(said()).toHaveLength(401), 30_000);
  expect(Math.max(...payloads.map((payload) => Buffer.byteLength(payload)))).toBeLessThan(8_000);
  expect(payloads.length).toBeLessThan(10);
  expect(said()[0]).toEqual(['acct_large', { everything: true }]);
});

test('with more than can be told at once, all accounts are told that everything may have changed', async () => {
  const { database, told } = await setup();
  for (let account = 0; account < 20_000; account += 1)
    tellNews(database, `acct_${account}`, { events: true });
  await vi.waitFor(() => expect(told()).toHaveLength(1), 30_000);
  expect(told()[0]?.[1]).toBeNull();
});

test('what could not be told is made good with the next news, and fails nobody', async () => {
  const { database, told } = await setup();
  let isAway = true;
  const failing: Database = {
    ...database,
    query: (statement, values) => {
      if (!isAway) return database.query(statement, values);
      isAway = false;
      throw new Error('Connection terminated');
    },
  };
  tellNews(failing, 'acct_1', { events: true });
  await vi.waitFor(() => expect(isAway).toBe(false), 30_000);
  tellNews(failing, 'acct_1', { events: true });
  await vi.waitFor(() => expect(told()).toHaveLength(1), 30_000);
  expect(told()[0]?.[1]).toBeNull();
});
