import { createCallerFactory, type Sql } from '@tidings/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eraseSubject } from './erase-subject.ts';
import { type ErasedEvent, eventsErased } from './erased-hook.ts';
import { getEvent } from './get-event.ts';
import { publish } from './publish.ts';
import { eventRouter } from './router.ts';
import { openEvents, rejection } from './testing.ts';

const EMAIL = 'ada@example.com';
const ERASED = { erased: true };

let home: Awaited<ReturnType<typeof openEvents>>;
const announced: ErasedEvent[] = [];
let interrupt: () => void = () => undefined;
beforeAll(async () => {
  home = await openEvents();
  eventsErased.connect(async (_: Sql, events) => {
    interrupt();
    announced.push(...events);
    return events.length * 2;
  });
});
beforeEach(() => {
  announced.length = 0;
  interrupt = () => undefined;
});
afterAll(() => home.close());

function setup() {
  const ctx = home.account();
  const store = async (data: Record<string, unknown>) =>
    (await publish(ctx, { type: 'thing.happened', data })).id;
  const dataOf = async (id: string) => (await getEvent(ctx, { id })).data;
  return { ctx, store, dataOf };
}

test.each([
  ['at the first level', { email: EMAIL }],
  ['deep inside, in a list', { object: { to: [{ cc: ['x', EMAIL] }] } }],
  ['in upper case', { email: 'ADA@Example.COM' }],
  ['as a name', { opened: { [EMAIL]: 3 } }],
])('an event with the address %s keeps its envelope and loses its data', async (_, data) => {
  const { ctx, store } = setup();
  const id = await store(data);
  const before = await getEvent(ctx, { id });
  expect(await eraseSubject(ctx, { email: 'Ada@example.com' })).toEqual({ events: 1, deliveries: 2 });
  expect(await getEvent(ctx, { id })).toEqual({ ...before, data: ERASED });
});

test.each([
  ['another address that contains it', { email: `n${EMAIL}` }],
  ['a longer text that mentions it', { note: `Wrote to ${EMAIL}` }],
  ['nothing of it', { email: 'grace@example.com' }],
])('an event with %s stays as it is', async (_, data) => {
  const { ctx, store, dataOf } = setup();
  const id = await store(data);
  expect(await eraseSubject(ctx, { email: EMAIL })).toEqual({ events: 0, deliveries: 0 });
  expect(await dataOf(id)).toEqual(data);
});

test.each(['jürgen.müller@exämple.de', 'Ünal@example.com', '"o\\"brien"@example.com', '用户@例え.jp'])(
  'the address %s is found however it is written',
  async (email) => {
    const { ctx, store, dataOf } = setup();
    const id = await store({ email: email.toUpperCase() });
    const other = await store({ email: 'grace@example.com' });
    await eraseSubject(ctx, { email });
    expect(await dataOf(id)).toEqual(ERASED);
    expect(await dataOf(other)).not.toEqual(ERASED);
  },
);

test('a subject id erases the events whose object it is, and no others', async () => {
  const { ctx, store, dataOf } = setup();
  const mine = await store({ object: { id: 'sub_1' } });
  const numbered = await store({ object: { id: 1234 } });
  const others = await Promise.all(
    [{ object: { id: 'SUB_1' } }, { object: { id: 'sub_11' } }, { id: 'sub_1' }, { object: 'sub_1' }].map(
      store,
    ),
  );
  expect(await eraseSubject(ctx, { subject_id: 'sub_1' })).toMatchObject({ events: 1 });
  expect(await eraseSubject(ctx, { subject_id: '1234' })).toMatchObject({ events: 1 });
  expect([await dataOf(mine), await dataOf(numbered)]).toEqual([ERASED, ERASED]);
  for (const id of others) expect(await dataOf(id)).not.toEqual(ERASED);
});

test('another account’s events are never touched', async () => {
  const { ctx, store } = setup();
  const other = setup();
  const id = await other.store({ email: EMAIL });
  await store({ email: EMAIL });
  await eraseSubject(ctx, { email: EMAIL });
  expect(await other.dataOf(id)).toEqual({ email: EMAIL });
  expect(new Set(announced.map(({ accountId }) => accountId))).toEqual(new Set([ctx.accountId]));
});

test('events of all days that are kept are erased, page after page', async () => {
  const { ctx, store } = setup();
  await home.onDay(-3, () => store({ email: EMAIL }));
  await Promise.all(Array.from({ length: 600 }, (_, n) => store(n % 3 === 0 ? { n, email: EMAIL } : { n })));
  expect(await eraseSubject(ctx, { email: EMAIL })).toEqual({ events: 201, deliveries: 402 });
  expect(new Set(announced.map(({ id }) => id)).size).toBe(201);
  const left = await home.query('SELECT FROM event.event WHERE account_id = $1 AND strpos(body, $2) > 0', [
    ctx.accountId,
    EMAIL,
  ]);
  expect(left).toEqual([]);
  expect(await home.count(ctx)).toBe(601);
});

test('what was interrupted keeps what it did, and running it again does the rest', async () => {
  const { ctx, store } = setup();
  await Promise.all(Array.from({ length: 300 }, () => store({ email: EMAIL })));
  interrupt = () => {
    if (announced.length > 0) throw new Error('the process ended');
  };
  expect(await rejection(eraseSubject(ctx, { email: EMAIL }))).toMatchObject({
    message: 'the process ended',
  });
  const first = announced.length;
  expect(first).toBeGreaterThan(0);
  interrupt = () => undefined;
  expect(await eraseSubject(ctx, { email: EMAIL })).toMatchObject({ events: 300 - first });
});

test('an answer that is kept for its Idempotency-Key holds nothing of the data', async () => {
  const { ctx } = setup();
  await publish(ctx, { type: 'thing.happened', data: { email: EMAIL }, idempotency_key: 'k' });
  const kept = await home.query('SELECT * FROM event.idempotency WHERE account_id = $1', [ctx.accountId]);
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain(EMAIL);
});

describe('over the API', () => {
  const call = (ctx = home.account()) => createCallerFactory(eventRouter)({ ...ctx, signedIn: true });

  test('a service erases in the account that it names', async () => {
    const { ctx, store } = setup();
    await store({ email: EMAIL });
    expect(await call(ctx).erasures.create({ email: ` ${EMAIL} ` })).toMatchObject({ events: 1 });
  });

  test.each([{}, { email: EMAIL, subject_id: 'sub_1' }, { email: 'ada' }, { subject_id: '' }])(
    '%j names nobody: refused',
    async (input) => {
      expect(await rejection(call().erasures.create(input))).toMatchObject({
        code: 'UNPROCESSABLE_CONTENT',
      });
    },
  );

  test('nobody but a service may', async () => {
    const ctx = { ...home.account(), actor: { type: 'user', id: 'u', name: 'Ada', role: 'admin' } as const };
    expect(await rejection(call(ctx).erasures.create({ email: EMAIL }))).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
