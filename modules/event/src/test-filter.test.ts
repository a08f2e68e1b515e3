import { type Context, createCallerFactory, newId } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publish } from './publish.ts';
import { eventRouter } from './router.ts';
import { openEvents } from './testing.ts';
import { testFilter } from './test-filter.ts';

const callerOf = createCallerFactory(eventRouter);

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

const test = (
  ctx: ReturnType<typeof home.account>,
  input: {
    filter: Record<string, unknown>;
    last?: number;
    type?: string;
    types?: string[];
    api_version?: string;
  },
) => callerOf({ ...ctx, signedIn: true }).filters.test(input);

/** Events with `n` from 0 on, the last one the newest. */
async function publishMany(ctx: ReturnType<typeof home.account>, count: number) {
  for (let n = 0; n < count; n += 1) await publish(ctx, { type: 'thing.happened', data: { n } });
}

it('says whether a sample passes, and the first clause that it does not satisfy', async () => {
  const { filters } = callerOf({ ...home.account(), signedIn: true });
  const filter = { plan: 'pro', 'contact.tags': { $in: ['vip'] } };
  const backtest = { tested: 0, matched: 0 };
  expect(await filters.test({ filter, sample: { plan: 'pro', contact: { tags: ['vip'] } } })).toEqual({
    matches: true,
    failed_clause: null,
    backtest,
  });
  expect(await filters.test({ filter, sample: { plan: 'pro', contact: { tags: ['new'] } } })).toEqual({
    matches: false,
    failed_clause: '{"contact.tags": {"$in": ["vip"]}}: found ["new"]',
    backtest,
  });
  expect(await filters.test({ filter })).toEqual({ matches: null, failed_clause: null, backtest });
});

it('counts among the last events, newest first, over as many pages as it takes', async () => {
  const ctx = home.account();
  await publishMany(ctx, 230);
  const of = async (last: number) => (await test(ctx, { filter: { n: { $gte: 200 } }, last })).backtest;
  expect(await of(20)).toEqual({ tested: 20, matched: 20 });
  expect(await of(100)).toEqual({ tested: 100, matched: 30 });
  expect(await of(1_000)).toEqual({ tested: 230, matched: 30 });
});

it('looks at one type where it is named, at no other account, and at nothing erased', async () => {
  const [ctx, other] = [home.account(), home.account()];
  await publishMany(ctx, 3);
  await publish(ctx, { type: 'order.placed', data: { total: '9.90' } });
  await publish(other, { type: 'order.placed', data: { total: '9.90' } });
  expect((await test(ctx, { filter: {} })).backtest).toEqual({ tested: 4, matched: 4 });
  expect((await test(ctx, { filter: {}, type: 'order.placed' })).backtest).toEqual({ tested: 1, matched: 1 });
  await home.query('UPDATE event.event SET is_erased = true WHERE account_id = $1 AND type = $2', [
    ctx.accountId,
    'order.placed',
  ]);
  expect((await test(ctx, { filter: {} })).backtest).toEqual({ tested: 3, matched: 3 });
});

it('looks only at events that a webhook with the named subscriptions would get', async () => {
  const ctx = home.account();
  await publishMany(ctx, 3);
  await publish(ctx, { type: 'order.placed', data: { total: '1' } });
  const tested = async (types: string[], type?: string) =>
    (await test(ctx, { filter: {}, types, ...(type && { type }) })).backtest.tested;
  expect(await tested(['thing.*', 'thing.happened'])).toBe(3);
  expect(await tested(['thing.happened', 'order.placed'])).toBe(4);
  expect(await tested(['*'])).toBe(4);
  expect(await tested(['*'], 'order.placed')).toBe(1);
  expect(await tested(['thing.*'], 'order.placed')).toBe(0);
  await expect(tested(['*', 'thnig.*'])).rejects.toMatchObject({
    cause: { code: 'invalid', issues: [{ path: '/types/1' }] },
  });
});

it('looks at past events as a webhook of the named version gets them', async () => {
  const ctx = home.account();
  await publish(ctx, { type: 'order.placed', data: { total: '9.90' } });
  await publish(ctx, { type: 'order.placed', data: { total: 'cannot be converted' } });
  const filter = { total: { $gt: 1_000 } };
  expect((await test(ctx, { filter })).backtest).toEqual({ tested: 2, matched: 0 });
  const of = async (more: number) =>
    (await test(ctx, { filter: { total: { $gt: more } }, api_version: '2026-01-01' })).backtest.matched;
  // What cannot be made lets the event through.
  expect([await of(900), await of(1_000)]).toEqual([2, 1]);
});

it('is done one at a time for one account', async () => {
  const ctx = home.account();
  await publishMany(ctx, 3);
  let [underWay, most] = [0, 0];
  const query = async (...asked: Parameters<typeof ctx.database.query>) => {
    underWay += 1;
    most = Math.max(most, underWay);
    return ctx.database.query(...asked).finally(() => (underWay -= 1));
  };
  const counted: Context = { ...ctx, database: { ...ctx.database, query } as Context['database'] }; // the same, counted
  const tests = Array.from({ length: 5 }, () => testFilter(counted, { filter: {}, last: 10 }));
  expect((await Promise.all(tests)).map(({ backtest }) => backtest.tested)).toEqual([3, 3, 3, 3, 3]);
  expect(most).toBe(1);
});

it('says so when its time is up', async () => {
  const ctx = home.account();
  await publishMany(ctx, 5);
  let nowMs = 0;
  const clock = { now: ctx.clock.now, monotonicMs: () => (nowMs += 500) };
  const { backtest } = await testFilter({ ...ctx, clock }, { filter: {}, last: 1_000 });
  expect(backtest.stopped_early).toBe(true);
  expect(backtest.tested).toBeLessThan(5);
});

it.each([
  [{ filter: { a: { $where: '1' } } }],
  [{ filter: {}, last: 0 }],
  [{ filter: {}, last: 10_001 }],
  [{ filter: {}, type: 'Thing' }],
  [{ filter: {}, types: [] }],
  [{ filter: {}, types: ['thing.*.happened'] }],
  [{ filter: {}, api_version: 'newest' }],
])('refuses %j', async (input) => {
  await expect(test(home.account(newId('acct')), input)).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
  });
});
