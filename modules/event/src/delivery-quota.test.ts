import { type Context, DomainError, openDatabase, RateLimited, toProblem } from '@tidings/kernel';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { withinQuota } from './delivery-quota.ts';
import { QUOTA_MESSAGE } from './empty-allowances.ts';
import { deliveriesEstimated, eventsAccepted } from './hooks.ts';
import { publishBatch } from './publish-batch.ts';
import { prepare, publish } from './publish.ts';
import { openEvents, rejection } from './testing.ts';

let home: Awaited<ReturnType<typeof openEvents>>;
/** Deliveries that each event makes, as told beforehand and in fact. */
let estimate = 1;
let made = 1;

beforeAll(async () => {
  home = await openEvents();
  deliveriesEstimated.connect(async (_sql, events) => new Map(events.map((event) => [event, estimate])));
  eventsAccepted.connect(async (_tx, events) => ({
    counts: new Map(events.map(({ id }) => [id, made])),
    committed: () => undefined,
    rolledBack: () => undefined,
  }));
});
afterAll(() => home.close());

/** An account that may make so many deliveries a minute. */
function setup(deliveriesPerMinute: number, deliveries = 1) {
  estimate = deliveries;
  made = deliveries;
  const clock = { now: () => new Date(), monotonicMs: () => performance.now() + passedMs };
  return { ...home.account(), clock, quota: { deliveriesPerMinute, webhooks: null } };
}

/** By so much the clock that remembers what was refused goes ahead. */
let passedMs = 0;

const thing = (more: object = {}) => ({ type: 'thing.happened', data: { n: 1 }, ...more });
type Account = Context & { accountId: string };

/** How many of so many that come at once are taken, and why the others are not. */
async function burst(ctx: Account, count: number) {
  const answers = await Promise.allSettled(Array.from({ length: count }, () => publish(ctx, thing())));
  const refused = answers.flatMap((answer) =>
    answer.status === 'rejected' ? [answer.reason as unknown] : [],
  );
  return { taken: count - refused.length, refused };
}

const balanceOf = async ({ accountId }: Account) => {
  const rows = await home.query<{ balance: number }>(
    'SELECT balance FROM event.allowance WHERE account_id = $1',
    [accountId],
  );
  return rows[0]?.balance ?? Number.NaN;
};

/** As if so many seconds had gone by for the allowance. */
const goBy = ({ accountId }: Account, seconds: number) => {
  passedMs += seconds * 1_000;
  return home.query(
    `UPDATE event.allowance SET refilled_at = refilled_at - $2 * interval '1 second' WHERE account_id = $1`,
    [accountId, seconds],
  );
};

test('takes as many deliveries as the plan allows and refuses the rest with the text and a true wait', async () => {
  const ctx = setup(10);
  const { taken, refused } = await burst(ctx, 25);
  expect(taken).toBe(10);
  expect(await home.count(ctx)).toBe(10);
  expect(QUOTA_MESSAGE).toBe('Too many webhook deliveries. Upgrade plan for higher limits.');
  for (const each of refused) {
    expect(toProblem(each, 'req_1')).toMatchObject({ status: 429, detail: QUOTA_MESSAGE, retry_after: 6 });
  }
});

test('takes more after the wait that it told, and not before', async () => {
  const ctx = setup(10);
  await burst(ctx, 10);
  await goBy(ctx, 4);
  expect(await rejection(publish(ctx, thing()))).toMatchObject({ retryAfterSeconds: 2 });
  await goBy(ctx, 2);
  await publish(ctx, thing());
  expect(await rejection(publish(ctx, thing()))).toBeInstanceOf(RateLimited);
});

test('holds for two processes together', async () => {
  const elsewhere = openDatabase({ url: home.url, poolSize: 2, entities: [], onError: () => undefined });
  onTestFinished(() => elsewhere.close());
  const ctx = setup(10);
  const [here, there] = await Promise.all([burst(ctx, 20), burst({ ...ctx, database: elsewhere }, 20)]);
  expect(here.taken + there.taken).toBe(10);
});

test('counts deliveries and not events', async () => {
  const ctx = setup(10, 5);
  expect((await burst(ctx, 5)).taken).toBe(2);
  const quiet = setup(1, 0);
  expect((await burst(quiet, 30)).taken).toBe(30);
});

test('takes an event however many deliveries it makes while one is left, and has the rest paid for afterwards', async () => {
  const ctx = setup(10, 25);
  await publish(ctx, thing());
  expect(await balanceOf(ctx)).toBeCloseTo(-15, 0);
  // 16 are missing until one is there again.
  expect(await rejection(publish(ctx, thing()))).toMatchObject({ retryAfterSeconds: 96 });
});

test('an event with many deliveries does not starve behind those with few', async () => {
  const ctx = setup(10);
  await burst(ctx, 10);
  await goBy(ctx, 6);
  estimate = made = 8;
  await publish(ctx, thing());
  expect(await balanceOf(ctx)).toBeCloseTo(-7, 0);
});

test('gives a repeated event its first answer also when nothing is left, and another body under its key a conflict', async () => {
  const ctx = setup(1);
  const input = thing({ idempotency_key: 'paid' });
  const first = await publish(ctx, input);
  expect(await rejection(publish(ctx, thing()))).toBeInstanceOf(RateLimited);
  expect(await publish(ctx, input)).toEqual(first);
  expect(await rejection(publish(ctx, { ...input, data: { n: 2 } }))).toMatchObject({ code: 'conflict' });
  expect(await rejection(publish(ctx, thing({ idempotency_key: 'new' })))).toBeInstanceOf(RateLimited);
});

test('asks the database nothing for a second after it has refused, and then again', async () => {
  const ctx = setup(1);
  await burst(ctx, 2);
  await home.query('UPDATE event.allowance SET balance = 1 WHERE account_id = $1', [ctx.accountId]);
  expect(await rejection(publish(ctx, thing()))).toBeInstanceOf(RateLimited);
  passedMs += 1_000;
  await publish(ctx, thing());
});

test('takes an event that no webhook wants also when nothing is left', async () => {
  const ctx = setup(1);
  await burst(ctx, 2);
  estimate = made = 0;
  await publish(ctx, { type: 'mail.sent', data: {} });
  passedMs += 1_000;
  await publish(ctx, thing());
});

test('has one patience for the allowance and the commit together', async () => {
  const ctx = setup(1);
  let left = 0;
  const event = prepare(ctx, thing());
  await withinQuota(
    { database: ctx.database, clock: ctx.clock },
    { event, perMinute: 1, patienceMs: 5_000 },
    ({ patienceMs }) => {
      left = patienceMs ?? Number.NaN;
      return Promise.resolve({
        answer: { ...event, api_version: '', created_at: '', deliveries: 1 },
        isNew: true,
      });
    },
  );
  expect(left).toBeGreaterThan(4_000);
  expect(left).toBeLessThan(5_000);
});

test('one account over its quota holds up nobody who comes with it', async () => {
  const over = setup(1);
  const { quota: _, ...free } = setup(1);
  const other = { ...home.account(), quota: { deliveriesPerMinute: 5, webhooks: null } };
  const answers = await Promise.all([burst(over, 20), burst(free, 20), burst(other, 5)]);
  expect(answers.map(({ taken }) => taken)).toEqual([1, 20, 5]);
});

test('gives back what an event did not make after all', async () => {
  const ctx = setup(10, 3);
  const input = thing({ idempotency_key: 'once' });
  const first = await publish(ctx, input);
  await vi.waitFor(async () => expect(await balanceOf(ctx)).toBeCloseTo(7, 0), 30_000);
  expect(await publish(ctx, input)).toEqual(first);
  await vi.waitFor(async () => expect(await balanceOf(ctx)).toBeCloseTo(7, 0), 30_000);
  expect(await rejection(publish(ctx, { ...input, data: { n: 2 } }))).toMatchObject({ code: 'conflict' });
  await vi.waitFor(async () => expect(await balanceOf(ctx)).toBeCloseTo(7, 0), 30_000);
  made = 1; // two webhooks were paused since
  await publish(ctx, thing());
  await vi.waitFor(async () => expect(await balanceOf(ctx)).toBeCloseTo(6, 0), 30_000);
});

test('an account without a quota has no row and asks nothing', async () => {
  const { quota: _, ...ctx } = setup(1);
  await publish(ctx, thing());
  expect(await home.query('SELECT FROM event.allowance WHERE account_id = $1', [ctx.accountId])).toEqual([]);
});

test('a batch says for each event whether it was taken, and is refused as a whole when none was', async () => {
  const ctx = setup(2);
  const { data } = await publishBatch(ctx, { events: [thing(), thing(), thing()] });
  expect(data.map((answer) => ('error' in answer ? answer.error.status : 202))).toEqual([202, 202, 429]);
  const refusal = await rejection(publishBatch(ctx, { events: [thing(), thing()] }));
  expect(refusal).toBeInstanceOf(DomainError);
  expect(refusal).toMatchObject({ code: 'rate_limited', message: QUOTA_MESSAGE, retryAfterSeconds: 30 });
});
