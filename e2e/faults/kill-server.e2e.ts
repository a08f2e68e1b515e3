import { setTimeout as later } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { byDelivery, readBooks, untilNothingIsOpen } from '../support/delivery-books.ts';
import { postgresPid } from '../support/postgres-pid.ts';
import { Publisher } from '../support/publisher.ts';
import { type Behaviour, hang, type Receiver, startReceiver, status } from '../support/receiver.ts';
import { createWebhook } from '../support/samples.ts';
import type { CreatedWebhook } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';
import { verify } from '../support/verify.ts';

/** Long enough that many attempts are under way at any moment. */
const ANSWER_AFTER_MS = 30;
const BEFORE = 300;
const AFTER = 200;

type Setup = { server: Server; receiver: Receiver; api: Api; webhook: CreatedWebhook };

const cleanUps: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  await Promise.all(cleanUps.map((cleanUp) => cleanUp()));
});

async function setup(): Promise<Setup> {
  const server = await startServer({ settings: { RETRY_DELAYS: '1s,1s,2s' } });
  cleanUps.push(() => server.stop());
  const receiver = await startReceiver();
  cleanUps.push(() => receiver.close());
  receiver.behaviour = slowly;
  const api = await server.newAccount();
  const webhook = await createWebhook(api, { url: receiver.url, timeout_seconds: 30 });
  return { server, receiver, api, webhook };
}

const slowly: Behaviour = (response, arrival) => {
  void later(ANSWER_AFTER_MS).then(() => status(204)(response, arrival));
};

/** Publishes until `count` more events are accepted. */
function accepted(publisher: Publisher, count: number): Promise<string[]> {
  const goal = publisher.accepted.length + count;
  return until(
    () => publisher.accepted,
    ({ length }) => length >= goal,
    { what: `${goal} events are accepted`, withinMs: 60_000 },
  );
}

/** Holds what was promised against what arrived and what is written down. */
async function settle(
  { receiver, api, webhook }: Setup,
  publisher: Publisher,
): Promise<{ arrivedTwice: string[]; interrupted: string[] }> {
  await untilNothingIsOpen(api, webhook.id);
  const { deliveries, attempts } = await readBooks(api, webhook.id);
  const arrived = new Set(receiver.arrivals.map(({ headers }) => headers['webhook-id']));
  // Nothing that was accepted is lost, and nothing is delivered twice over by two deliveries.
  expect(publisher.accepted.filter((id) => !arrived.has(id))).toEqual([]);
  expect(new Set(publisher.accepted).size).toBe(publisher.accepted.length);
  expect(new Set(deliveries.map(({ event_id }) => event_id)).size).toBe(deliveries.length);
  expect(deliveries.filter((delivery) => delivery.status !== 'succeeded')).toEqual([]);

  // Every arrival is an attempt that is written down, and no attempt was sent twice.
  const arrivals = byDelivery(receiver.arrivals);
  const unaccounted: unknown[] = [];
  const unexplained: string[] = [];
  const interrupted = deliveries
    .map(({ id }) => id)
    .filter((id) => attempts.get(id)?.some(({ outcome }) => outcome === 'interrupted'));
  const arrivedTwice = [...arrivals.keys()].filter((id) => (arrivals.get(id)?.length ?? 0) > 1);
  for (const [id, got] of arrivals) {
    const known = attempts.get(id)?.map(({ number }) => String(number)) ?? [];
    const sent = got.map(({ headers }) => String(headers['x-tidings-attempt']));
    if (new Set(sent).size !== sent.length || sent.some((number) => !known.includes(number)))
      unaccounted.push({ id, sent, known });
    if (got.length > 1 && !interrupted.includes(id)) unexplained.push(id);
  }
  expect(unaccounted).toEqual([]);
  expect(unexplained).toEqual([]);
  // Attempts that were not interrupted did arrive, and nothing is left between two numbers.
  for (const { id, attempts_made } of deliveries) {
    const rows = attempts.get(id) ?? [];
    expect(rows.map(({ number }) => number)).toEqual(
      Array.from({ length: attempts_made }, (_, index) => index + 1),
    );
    for (const { number } of rows.filter(({ outcome }) => outcome !== 'interrupted')) {
      expect(
        arrivals.get(id)?.some(({ headers }) => headers['x-tidings-attempt'] === String(number)),
        id,
      ).toBe(true);
    }
  }
  for (const arrival of receiver.arrivals) verify(arrival, webhook.secret);
  return { arrivedTwice, interrupted };
}

// Leases that a killed process held pass after 40 s, so both tests wait side by side.
test.concurrent('after kill -9 of the server under traffic nothing is lost, and every second arrival is explained', async () => {
  const parts = await setup();
  const { server, receiver, api } = parts;
  const publisher = new Publisher(api).start();
  await accepted(publisher, BEFORE);
  // These are under way, unanswered, when the power goes.
  const before = receiver.arrivals.length;
  receiver.next(...Array.from({ length: 5 }, () => hang));
  await receiver.received(before + 5);
  await server.kill9();
  const cutShort = receiver.arrivals
    .slice(before, before + 5)
    .map(({ headers }) => String(headers['x-tidings-delivery-id']));
  await server.restart();
  await accepted(publisher, AFTER);
  await publisher.stop();

  const { arrivedTwice, interrupted } = await settle(parts, publisher);
  expect(arrivedTwice).toEqual(expect.arrayContaining(cutShort));
  expect(interrupted).toEqual(expect.arrayContaining(cutShort));
  // While it was away nobody answered; when somebody did, it was never an error of ours.
  expect([...publisher.refusals.keys()].filter((code) => code !== 0 && code !== 503)).toEqual([]);
});

test.concurrent('after kill -9 of Postgres under traffic the server recovers by itself, and nothing is lost', async () => {
  const parts = await setup();
  const { server, api } = parts;
  const publisher = new Publisher(api).start();
  await accepted(publisher, BEFORE);
  const first = await postgresPid(server.dataDir);
  expect(first).toBeGreaterThan(0);
  process.kill(first!, 'SIGKILL');
  const isOther = (pid: number | undefined) => pid !== undefined && pid !== first;
  await until(() => postgresPid(server.dataDir), isOther, { what: 'another Postgres runs' });
  await server.untilReady();
  await accepted(publisher, AFTER);
  await publisher.stop();

  await settle(parts, publisher);
  expect(
    [...publisher.refusals.keys()].filter((code) => code !== 503),
    server.output().slice(-3_000),
  ).toEqual([]);
});
