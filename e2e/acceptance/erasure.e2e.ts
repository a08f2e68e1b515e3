import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { type Database, migratedDatabase } from '../support/database.ts';
import { withClient } from '../support/postgres.ts';
import { type Behaviour, Gate, type Receiver, startReceiver, status } from '../support/receiver.ts';
import { createWebhook, deliveryOf, isFinal, publish, untilDelivery } from '../support/samples.ts';
import type { Attempt, Delivery, Event, Page } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

const UNDEFINED_TABLE = '42P01';
const ADDRESS = 'grace.hopper@navy.example';
/** What of it is the same in a URL. */
const PERSON = 'grace.hopper';

let database: Database;
let server: Server;
let receiver: Receiver;

beforeAll(async () => {
  [database, receiver] = await Promise.all([migratedDatabase(), startReceiver()]);
  server = await startServer({ settings: { DATABASE_URL: database.url, RETRY_DELAYS: '2h' } });
});

afterAll(async () => {
  await server?.stop();
  await Promise.all([receiver?.close(), database?.remove()]);
});

/** Sends back what it was sent, in its headers and its body, and refuses it. */
const echo: Behaviour = (response, arrival) => {
  const body = arrival.body.toString();
  status(400, { 'x-refused': /[^"]+@[^"]+/.exec(body)?.[0] ?? '' }, body)(response, arrival);
};

/** A tag's name may be anything, so a person can stand there as well. */
const tag = (name: string, id = 'tag_1') => ({ data: { object: { object: 'tag', id, name } } });

/** Every table in which some row holds the text, whatever its column and its case. */
async function tablesThatHold(text: string): Promise<string[]> {
  try {
    return await lookFor(text);
  } catch (error) {
    // The task queue still makes its tables, in several steps: a server is ready without them.
    if (!(error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE)) throw error;
    return tablesThatHold(text);
  }
}

function lookFor(text: string): Promise<string[]> {
  return withClient(database.superuserUrl, async (client) => {
    const tables = await client.query<{ name: string }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name
       FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
         AND n.nspname NOT LIKE 'pg_toast%'`,
    );
    const found: string[] = [];
    for (const { name } of tables.rows) {
      const rows = await client.query(`SELECT FROM ${name} AS t WHERE strpos(lower(t::text), $1) > 0`, [
        text,
      ]);
      if (rows.rowCount) found.push(name);
    }
    return found;
  });
}

async function eventOf(api: Api, id: string): Promise<Event> {
  return (await api.get<Event>(`/events/${id}`)).body;
}

test('after a person’s data is erased, no row of the database holds their address', async () => {
  const api = await server.newAccount();
  const other = await server.newAccount();
  receiver.behaviour = echo;
  const webhook = await createWebhook(api, { url: receiver.url });
  const thin = await createWebhook(api, { url: receiver.url, payload_style: 'thin' });
  const events = [ADDRESS, ADDRESS.toUpperCase(), 'Grace.Hopper@Navy.Example'];
  const theirs = await Promise.all(events.map((name) => publish(api, tag(name, ADDRESS))));
  const kept = await publish(api, tag('somebody@else.example'));
  const elsewhere = await publish(other, tag('nobody@else.example'));
  const waiting = await deliveryOf(api, webhook.id, theirs[0]?.id ?? '');
  for (const { id } of theirs) {
    for (const { id: webhookId } of [webhook, thin]) {
      const delivery = await deliveryOf(api, webhookId, id);
      await untilDelivery(api, delivery.id, ({ status: now }) => now === 'retrying');
    }
  }
  const tested = await api.post<{ attempt: Attempt }>(`/webhooks/${webhook.id}/test`, {
    event_id: theirs[0]?.id,
  });
  expect(tested.body.attempt.response?.body).toContain(ADDRESS);
  const before = await tablesThatHold(PERSON);
  for (const table of ['event.event', 'event.rendering', 'delivery.attempt'])
    expect(before).toContainEqual(expect.stringContaining(table));

  const answer = await api.post('/erasures', { email: ADDRESS });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ events: 3, deliveries: 7 }); // of two webhooks, and the test
  expect(await tablesThatHold(PERSON)).toEqual([]);

  for (const { id, type } of theirs) {
    expect(await eventOf(api, id)).toMatchObject({
      id,
      type,
      account_id: api.accountId,
      data: { erased: true },
    });
  }
  expect((await api.get<Delivery>(`/deliveries/${waiting.id}`)).body).toMatchObject({
    status: 'cancelled',
    attempts_made: 1,
    next_attempt_at: null,
  });
  const attempts = await api.get<Page<Attempt>>(`/deliveries/${waiting.id}/attempts`);
  expect(attempts.body.data).toMatchObject([{ status_code: 400, response: { headers: {}, body: '' } }]);
  expect(await eventOf(api, kept.id)).toMatchObject(tag('somebody@else.example'));
  expect(await eventOf(other, elsewhere.id)).toMatchObject(tag('nobody@else.example'));

  const again = await api.post('/erasures', { email: ADDRESS });
  expect(again.body).toEqual({ events: 0, deliveries: 0 });
});

test('the answer to an attempt that is under way meanwhile leaves nothing behind', async () => {
  const api = await server.newAccount();
  const gate = new Gate();
  let isAnswered = false;
  receiver.behaviour = (response, arrival) => {
    response.once('close', () => (isAnswered = true));
    gate.behaviour(response, arrival);
  };
  const webhook = await createWebhook(api, { url: receiver.url, timeout_seconds: 30 });
  const before = receiver.arrivals.length;
  const event = await publish(api, tag('anything', 'tag_of_grace'));
  await receiver.received(before + 1);
  const erased = await api.post('/erasures', { subject_id: 'tag_of_grace' });
  expect(erased.body).toEqual({ events: 1, deliveries: 1 });
  gate.open();
  await until(() => isAnswered, Boolean, { what: 'the attempt ends' });
  const { id } = await deliveryOf(api, webhook.id, event.id);
  // Nobody knows how it ended, as if its worker had died: that is noted by the next claim.
  const delivery = await until(async () => (await api.get<Delivery>(`/deliveries/${id}`)).body, isFinal, {
    what: 'the delivery ends',
  });
  expect(delivery).toMatchObject({ status: 'cancelled', attempts_made: 1 });
  expect(await tablesThatHold('tag_of_grace')).toEqual([]);
});

test('what had failed before is not sent again, whoever asks for it', async () => {
  const api = await server.newAccount();
  receiver.behaviour = status(500);
  const webhook = await createWebhook(api, { url: receiver.url, retry: { enabled: false } });
  const event = await publish(api, tag('anything', 'tag_of_ada'));
  const { id } = await deliveryOf(api, webhook.id, event.id);
  await untilDelivery(api, id, ({ status: now }) => now === 'failed');
  await api.post('/erasures', { subject_id: 'tag_of_ada' });
  const before = receiver.arrivals.length;
  expectProblem(await api.post(`/deliveries/${id}/retry`, {}), 409);
  expect((await api.post(`/webhooks/${webhook.id}/deliveries/retry_failed`, {})).body).toEqual({ count: 1 });
  await untilDelivery(api, id, ({ status: now }) => now === 'cancelled');
  expect(receiver.arrivals).toHaveLength(before);
});

test('only a service may erase, and only one person at a time', async () => {
  const api = await server.newAccount();
  expectProblem(await api.post('/erasures', {}), 422);
  expectProblem(await api.post('/erasures', { email: ADDRESS, subject_id: 'tag_1' }), 422);
  expectProblem(await api.post('/erasures', { email: 'nobody' }), 422, '/email');
  expectProblem(await server.api.post('/erasures', { email: ADDRESS }), 400);
});
