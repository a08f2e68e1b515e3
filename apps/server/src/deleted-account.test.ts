import { randomUUID } from 'node:crypto';
import { endpointWarned } from '@tidings/endpoint/wiring';
import { statement } from '@tidings/kernel';
import { recordRollups } from '@tidings/metrics/wiring';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

// Every table that knows accounts.
const LEFT = statement<{ name: string }>(
  '',
  `WITH known AS MATERIALIZED (
     SELECT table_schema, table_name FROM information_schema.columns WHERE column_name = 'account_id'
   )
   SELECT table_name AS name
   FROM known
   WHERE query_to_xml(
           format('SELECT 1 AS found FROM %I.%I WHERE account_id = %L', table_schema, table_name, $1::text),
           false, false, '')::text LIKE '%found%'`,
);

// Every table that keeps something of notifications for people.
const OF_PERSON = statement<{ name: string }>(
  '',
  `WITH known AS MATERIALIZED (
     SELECT table_schema, table_name FROM information_schema.columns WHERE column_name = 'person_id'
   )
   SELECT table_name AS name
   FROM known
   WHERE query_to_xml(
           format('SELECT 1 AS found FROM %I.%I WHERE person_id = %L', table_schema, table_name, $1::text),
           false, false, '')::text LIKE '%found%'
   ORDER BY table_name`,
);

const warnedOf = (accountId: string, endpointId: string) =>
  ({
    endpointId,
    accountId,
    name: 'Hook',
    url: 'https://93.184.215.14/hooks',
    threshold: 50,
    consecutiveFailures: 50,
    lastStatusCode: 500,
    lastError: 'http_5xx',
  }) as const;

const newAccount = async () =>
  String((await home.api('POST', '/accounts', { body: { name: 'Brief' } })).json.id);
const deleteAccount = (id: string) => home.api('DELETE', `/accounts/${id}`);

it.each([
  ['webhooks', '/webhooks', () => ({ url: 'https://93.184.215.14/hooks', events: ['*'] })],
  ['apps', '/apps', () => ({ name: 'CRM' })],
  ['keys', '/keys', () => ({ name: 'Sync', scopes: ['webhooks:read'] })],
  ['portal links', '/accounts/{id}/portal_sessions', () => ({})],
  ['invitations', '/trpc/team.invite', () => ({ email: `${randomUUID()}@example.com`, role: 'viewer' })],
] as const)('leaves none of the %s that are made while it is deleted', async (_, path, body) => {
  const id = await newAccount();
  const make = () => {
    const asked = { body: body(), headers: { 'tidings-account': id } };
    if (!path.startsWith('/trpc')) return home.api('POST', path.replace('{id}', id), asked);
    const headers = { ...asked.headers, authorization: `Bearer ${home.serviceKey}` };
    return home.request('POST', path, { body: asked.body, headers });
  };
  const asking = Array.from({ length: 12 }, async (__, n) => {
    if (n === 6) expect((await deleteAccount(id)).status).toBe(204);
    return make();
  });
  const statuses = (await Promise.all(asking)).map(({ status }) => status);
  expect(statuses.filter((status) => ![200, 201, 404].includes(status))).toEqual([]);
  expect(await home.database.query(LEFT, [id])).toEqual([]);
  expect(await home.database.query(LEFT, [home.account.id])).not.toEqual([]);
});

it('leaves none of the numbers of its webhooks', async () => {
  const id = await newAccount();
  const body = { url: 'https://93.184.215.14/hooks', events: ['*'] };
  const made = await home.api('POST', '/webhooks', { body, headers: { 'tidings-account': id } });
  const outcome = { durationMs: 10, error: null, isFirst: true, isDelivered: true, isExhausted: false };
  const at = { startedAt: new Date(), madeAtMs: Date.now(), waitedMs: 0 };
  const attempt = { accountId: id, endpointId: made.json.id, ...at, ...outcome };
  await home.database.transaction((tx) => recordRollups(home.database, tx, [attempt]));
  expect(await home.database.query(LEFT, [id])).toContainEqual({ name: 'hourly' });
  expect((await deleteAccount(id)).status).toBe(204);
  expect(await home.database.query(LEFT, [id])).toEqual([]);
});

it('leaves no notification of its webhooks, and no choice of what is mailed', async () => {
  const id = await newAccount();
  const { cookie } = await home.addMember(id, 'admin');
  const body = { url: 'https://93.184.215.14/hooks', events: ['*'] };
  const made = await home.api('POST', '/webhooks', { body, headers: { 'tidings-account': id } });
  await home.database.transaction((tx) => endpointWarned.announce(tx, [warnedOf(id, String(made.json.id))]));
  for (const name of ['changePreferences', 'changeDefaults']) {
    const asked = {
      body: { mailed: { 'webhook.warning': false } },
      headers: { cookie, origin: home.config.PUBLIC_URL },
    };
    expect((await home.request('POST', `/trpc/notifications.${name}`, asked)).status).toBe(200);
  }
  const left = async () => (await home.database.query(LEFT, [id])).map(({ name }) => name);
  expect(await left()).toEqual(expect.arrayContaining(['notice', 'account_preference', 'person_preference']));
  expect((await deleteAccount(id)).status).toBe(204);
  expect(await left()).toEqual([]);
});

it('takes with a member what they have read and chosen, and leaves what others have', async () => {
  const id = await newAccount();
  const body = { url: 'https://93.184.215.14/hooks', events: ['*'] };
  const made = await home.api('POST', '/webhooks', { body, headers: { 'tidings-account': id } });
  await home.database.transaction((tx) => endpointWarned.announce(tx, [warnedOf(id, String(made.json.id))]));
  const [grace, ada] = [await home.addMember(id, 'developer'), await home.addMember(id, 'admin')];
  const as = (cookie: string) => ({ cookie, origin: home.config.PUBLIC_URL });
  for (const { cookie } of [grace, ada]) {
    const listed = await home.request('GET', '/trpc/notifications.list?input=%7B%7D', {
      headers: { cookie },
    });
    const ask = (name: string, asked: object) =>
      home.request('POST', `/trpc/notifications.${name}`, { body: asked, headers: as(cookie) });
    expect((await ask('markRead', { id: listed.json.result.data.data[0].id })).status).toBe(200);
    expect((await ask('changePreferences', { mailed: { 'webhook.warning': false } })).status).toBe(200);
  }
  const kept = async (personId: string) =>
    (await home.database.query(OF_PERSON, [personId])).map(({ name }) => name);
  expect(await kept(grace.id)).toEqual(['person_preference', 'reading']);
  const removed = await home.request('POST', '/trpc/team.remove', {
    body: { user_id: grace.id },
    headers: as(ada.cookie),
  });
  expect(removed.status).toBe(200);
  expect(await kept(grace.id)).toEqual([]);
  expect(await kept(ada.id)).toEqual(['person_preference', 'reading']);
  expect((await deleteAccount(id)).status).toBe(204);
});
