import { newId, statement } from '@tidings/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publish } from './publish.ts';
import type { AcceptedEvent } from './hooks.ts';
import { openEvents } from './testing.ts';
import { deliveriesCommitted, eventsAccepted } from './wiring.ts';

const NOTE = statement<never>('', 'INSERT INTO note (event_id) SELECT unnest($1::text[])');
const THING = { type: 'thing.happened', data: {} };

let home: Awaited<ReturnType<typeof openEvents>>;
/** The account whose events a listener chokes on. */
let choking: string | undefined;
/** The account that has more webhooks than others. */
let popular: string | undefined;
let accepted: AcceptedEvent[] = [];
let seenAtCommit: number[] = [];

beforeAll(async () => {
  home = await openEvents();
  await home.query('CREATE TABLE note (event_id text)');
  eventsAccepted.connect(async (tx, events) => {
    accepted.push(...events);
    await tx.query(NOTE, [events.map((event) => event.id)]);
    return new Map(events.map((event) => [event.id, 2]));
  });
  eventsAccepted.connect(async (_, events) => {
    if (events.some((event) => event.accountId === choking)) throw new Error('no room for deliveries');
    return new Map(events.map((event) => [event.id, event.accountId === popular ? 8 : 1]));
  });
  deliveriesCommitted.connect(async (database) => {
    const rows = await database.query(statement<{ n: number }>('', 'SELECT count(*) AS n FROM note'));
    seenAtCommit.push(rows[0]!.n);
  });
});
afterAll(() => home.close());

async function setup() {
  await home.query('DELETE FROM note');
  choking = popular = undefined;
  accepted = [];
  seenAtCommit = [];
  return home.account();
}

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

test('what listeners wrote is committed before anybody is told', async () => {
  const ctx = await setup();
  const { id } = await publish(ctx, THING);
  expect(seenAtCommit).toEqual([1]);
  expect(await notes()).toEqual([{ event_id: id }]);
});

test('a failing listener leaves nothing behind, and the same event can be published again', async () => {
  const ctx = await setup();
  const input = { ...THING, id: newId('evt'), idempotency_key: 'k' };
  choking = ctx.accountId;
  await expect(publish(ctx, input)).rejects.toThrow('no room for deliveries');
  expect([await home.count(ctx), await notes(), seenAtCommit]).toEqual([0, [], []]);
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
