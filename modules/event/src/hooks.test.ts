import { newId, statement } from '@tidings/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publish } from './publish.ts';
import { type AcceptedEvent, TooManyDeliveries } from './hooks.ts';
import { openEvents } from './testing.ts';
import { eventsAccepted } from './wiring.ts';

const NOTE = statement<never>('', 'INSERT INTO note (event_id) SELECT unnest($1::text[])');
/** Ends as many transactions as are asked for, when they commit. A sequence is not rolled back with them. */
const DEADLOCKS = [
  'CREATE TABLE note (event_id text)',
  'CREATE SEQUENCE deadlock_to_come INCREMENT -1 MINVALUE -1000000 MAXVALUE 1000000 START 0',
  `CREATE FUNCTION deadlock() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF nextval('deadlock_to_come') > 0 THEN RAISE EXCEPTION USING ERRCODE = '40P01'; END IF;
     RETURN NULL;
   END $$`,
  `CREATE CONSTRAINT TRIGGER deadlock AFTER INSERT ON note DEFERRABLE INITIALLY DEFERRED
   FOR EACH ROW EXECUTE FUNCTION deadlock()`,
];
const THING = { type: 'thing.happened', data: {} };

let home: Awaited<ReturnType<typeof openEvents>>;
/** The account whose events a listener chokes on. */
let choking: string | undefined;
/** The account that has more webhooks than others. */
let popular: string | undefined;
/** The account whose events each make a thousand deliveries, and how many of them were stored together. */
let crowded: string | undefined;
let together: number[] = [];
let accepted: AcceptedEvent[] = [];
/** What the first listener was told of its transactions, in this order, and what it then saw. */
let told: string[] = [];

beforeAll(async () => {
  home = await openEvents();
  for (const command of DEADLOCKS) await home.query(command);
  eventsAccepted.connect(async (tx, events) => {
    accepted.push(...events);
    await tx.query(NOTE, [events.map((event) => event.id)]);
    return {
      counts: new Map(events.map((event) => [event.id, 2])),
      committed: () => told.push('committed'),
      rolledBack: () => told.push('rolled back'),
    };
  });
  eventsAccepted.connect(async (_, events, most = Infinity) => {
    if (events.some((event) => event.accountId === choking)) throw new Error('no room for deliveries');
    const countOf = ({ accountId }: AcceptedEvent) =>
      accountId === crowded ? 998 : accountId === popular ? 8 : 1;
    if (events.reduce((sum, event) => sum + countOf(event), 0) > most)
      throw new TooManyDeliveries(new Map(events.map((event) => [event, countOf(event)])));
    together.push(events.length);
    return {
      counts: new Map(events.map((event) => [event.id, countOf(event)])),
      committed: () => undefined,
      rolledBack: () => undefined,
    };
  });
});
afterAll(() => home.close());

async function setup() {
  await home.query('DELETE FROM note');
  choking = popular = crowded = undefined;
  await endWithDeadlock(0);
  accepted = [];
  told = [];
  return home.account();
}

/** Lets the next so many transactions end in a deadlock. */
const endWithDeadlock = (times: number) =>
  home.query('SELECT setval($1, $2, true)', ['deadlock_to_come', times + 1]);

const notes = () => home.query<{ event_id: string }>('SELECT event_id FROM note');

test('listeners get the event as it is stored, and their deliveries are counted in the answer', async () => {
  const ctx = await setup();
  const answer = await publish(ctx, THING);
  expect(answer.deliveries).toBe(3);
  expect(accepted).toEqual([
    expect.objectContaining({ id: answer.id, accountId: ctx.accountId, type: 'thing.happened' }),
  ]);
  expect(await home.query('SELECT id, body, day FROM event.event WHERE id = $1', [answer.id])).toEqual([
    { id: answer.id, body: accepted[0]!.body, day: accepted[0]!.day },
  ]);
});

test('what listeners wrote is committed with the event, and they are told once', async () => {
  const ctx = await setup();
  const { id } = await publish(ctx, THING);
  expect(told).toEqual(['committed']);
  expect(await notes()).toEqual([{ event_id: id }]);
});

test('a deadlock begins anew: listeners hear that the first try was rolled back, and the second committed', async () => {
  const ctx = await setup();
  await endWithDeadlock(1);
  const { id } = await publish(ctx, THING);
  expect(told).toEqual(['rolled back', 'committed']);
  expect(await notes()).toEqual([{ event_id: id }]);
});

test('deadlocks without end are an error, and each try is rolled back', async () => {
  const ctx = await setup();
  await endWithDeadlock(100);
  await expect(publish(ctx, THING)).rejects.toThrow();
  expect(told.length).toBeGreaterThan(1);
  expect(new Set(told)).toEqual(new Set(['rolled back']));
  expect([await home.count(ctx), await notes()]).toEqual([0, []]);
});

test('a failing listener leaves nothing behind, and the same event can be published again', async () => {
  const ctx = await setup();
  const input = { ...THING, id: newId('evt'), idempotency_key: 'k' };
  choking = ctx.accountId;
  await expect(publish(ctx, input)).rejects.toThrow('no room for deliveries');
  expect([await home.count(ctx), await notes(), told]).toEqual([0, [], []]);
  choking = undefined;
  expect(await publish(ctx, input)).toMatchObject({ id: input.id, deliveries: 3 });
  expect(await home.count(ctx)).toBe(1);
});

test('a repeat is not announced again, and its answer counts the deliveries of the first', async () => {
  const ctx = await setup();
  const first = await publish(ctx, { ...THING, idempotency_key: 'k' });
  expect(await publish(ctx, { ...THING, idempotency_key: 'k' })).toEqual(first);
  expect(accepted.map((event) => event.id)).toEqual([first.id]);
  expect(await notes()).toEqual([{ event_id: first.id }]);
});

test('two accounts that use one id at once each get the number of their own deliveries', async () => {
  const [one, other] = [await setup(), home.account()];
  popular = other.accountId;
  const input = { ...THING, id: newId('evt') };
  const answers = await Promise.all([publish(one, input), publish(other, input)]);
  expect(answers.map((answer) => answer.deliveries)).toEqual([3, 10]);
});

test('what would make too many deliveries at once is stored in parts, and waits in small batches from then on', async () => {
  const ctx = await setup();
  crowded = ctx.accountId;
  const publishMany = async () => {
    together = [];
    const answers = await Promise.all(Array.from({ length: 100 }, () => publish(ctx, THING)));
    expect(new Set(answers.map(({ deliveries }) => deliveries))).toEqual(new Set([1_000]));
    return together;
  };
  expect(await publishMany()).toEqual([25, 25, 25, 25]); // at most 40,000 deliveries
  expect(await publishMany()).toEqual([20, 20, 20, 20, 20]); // 20,000 are aimed at
  expect(await home.count(ctx)).toBe(200);
});
