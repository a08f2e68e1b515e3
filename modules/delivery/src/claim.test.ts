import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { statement } from '@tidings/kernel';
import { cancelHeld, claim, LEASE_MS, park } from './claim.ts';
import { recordAttempts } from './record.ts';
import { FAILURE, finished, installation, NOWHERE, SUCCESS } from './testing.ts';

const EMPTY = statement<never>('', 'DELETE FROM delivery.queue');
const POSTPONE = statement<never>(
  '',
  `UPDATE delivery.queue
   SET due_at = now() + $2 * interval '1 second'
   WHERE delivery_id = $1`,
);
const LEASE_LEFT = statement<{ ms: number }>(
  '',
  `SELECT extract(epoch FROM due_at - clock_timestamp())::float8 * 1000 AS ms
   FROM delivery.queue
   WHERE delivery_id = $1`,
);

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
beforeEach(() => home.database.query(EMPTY));
afterAll(() => home.close());

async function setup(count = 1) {
  const account = home.account();
  const webhook = await account.hook(NOWHERE);
  for (let made = 0; made < count; made += 1) await account.publish();
  const { data } = await account.deliveries.list({ id: webhook.id, limit: 100 });
  const ids = data.map((delivery) => delivery.id).toReversed();
  return { ...account, webhook, ids, id: ids[0]! };
}

it('gives everything that the sender needs, under a lease', async () => {
  const { ctx, webhook, id, latest } = await setup();
  const [claimed] = await claim(home.database, 10);
  const delivery = await latest(webhook.id);
  expect(claimed).toMatchObject({
    delivery_id: id,
    account_id: ctx.accountId,
    endpoint_id: webhook.id,
    event_id: delivery.event_id,
    event_type: 'tag.created',
    token: expect.any(Number),
    attempts_made: 0,
    failures: 0,
    last_error: null,
  });
  const [left] = await home.database.query(LEASE_LEFT, [id]);
  expect(left!.ms).toBeGreaterThan(LEASE_MS - 10_000);
  expect(left!.ms).toBeLessThanOrEqual(LEASE_MS);
});

it('takes those that have waited longest first, and leaves what is not due', async () => {
  const { ids } = await setup(4);
  for (const [index, seconds] of [-10, -30, 60, -20].entries()) {
    await home.database.query(POSTPONE, [ids[index], seconds]);
  }
  const first = await claim(home.database, 2);
  expect(first.map((each) => each.delivery_id).toSorted()).toEqual([ids[1]!, ids[3]!].toSorted());
  const rest = await claim(home.database, 10);
  expect(rest.map((each) => each.delivery_id)).toEqual([ids[0]]);
  expect(await claim(home.database, 10)).toEqual([]);
});

it('never gives a delivery to two claimers', async () => {
  const { ids } = await setup(60);
  const claims = await Promise.all(Array.from({ length: 12 }, () => claim(home.database, 10)));
  const taken = claims.flat().map((each) => each.delivery_id);
  expect(new Set(taken).size).toBe(taken.length);
  taken.push(...(await claim(home.database, 100)).map((each) => each.delivery_id)); // rows that were locked meanwhile
  expect(taken.toSorted()).toEqual(ids.toSorted());
});

it('closes the attempt of a worker that never reported as interrupted, and counts it', async () => {
  const { deliveries, id } = await setup();
  await claim(home.database, 1);
  await home.makeDue(id);
  const [again] = await claim(home.database, 1);
  expect(again).toMatchObject({
    token: expect.any(Number),
    attempts_made: 1,
    failures: 0,
    last_error: 'interrupted',
  });
  expect(await deliveries.get({ id })).toMatchObject({
    status: 'retrying',
    attempts_made: 1,
    last_error: 'interrupted',
  });
  expect((await deliveries.attempts({ id })).data).toMatchObject([
    {
      id: expect.stringMatching(/^att_/),
      number: 1,
      outcome: 'interrupted',
      error: 'interrupted',
      response: null,
    },
  ]);
});

it('gives interrupted attempts that are closed together ids of their own', async () => {
  const { deliveries, ids } = await setup(3);
  await claim(home.database, 3);
  for (const id of ids) await home.makeDue(id);
  await claim(home.database, 3);
  const attempts = await Promise.all(ids.map(async (id) => (await deliveries.attempts({ id })).data[0]!.id));
  expect(new Set(attempts).size).toBe(3);
});

it.each([
  ['success', SUCCESS, null],
  ['failure with a retry', FAILURE, 60_000],
  ['last failure', FAILURE, null],
])('lets a worker that lost its lease change nothing by its %s', async (_name, outcome, retryAfterMs) => {
  const { deliveries, id } = await setup();
  const [lost] = await claim(home.database, 1);
  await home.makeDue(id);
  const [holder] = await claim(home.database, 1);
  const before = [await deliveries.get({ id }), await deliveries.attempts({ id })];
  expect(await recordAttempts(home.database).add(finished(lost!, outcome, retryAfterMs))).toBe(false);
  expect([await deliveries.get({ id }), await deliveries.attempts({ id })]).toEqual(before);
  expect(await recordAttempts(home.database).add(finished(holder!, SUCCESS))).toBe(true);
  expect(await deliveries.get({ id })).toMatchObject({ status: 'succeeded', attempts_made: 2 });
});

// A retry by hand makes a new row in the queue, whose tokens must not begin anew.
it('lets a worker that lost its lease change nothing after a retry by hand either', async () => {
  const { deliveries, id } = await setup();
  const [lost] = await claim(home.database, 1);
  await home.makeDue(id);
  const [holder] = await claim(home.database, 1);
  await recordAttempts(home.database).add(finished(holder!, SUCCESS));
  await deliveries.retry({ id });
  await claim(home.database, 1);
  expect(await recordAttempts(home.database).add(finished(lost!, FAILURE))).toBe(false);
});

it('lets a worker that lost its lease neither park nor cancel', async () => {
  const { deliveries, id } = await setup();
  const lost = await claim(home.database, 1);
  await home.makeDue(id);
  const [holder] = await claim(home.database, 1);
  await park(home.database, lost);
  await cancelHeld(home.database, lost);
  expect(await deliveries.get({ id })).toMatchObject({ status: 'retrying' });
  expect(await recordAttempts(home.database).add(finished(holder!, SUCCESS))).toBe(true);
});

it('parks until somebody makes it due, and spends no attempt', async () => {
  const { deliveries, id } = await setup();
  await park(home.database, await claim(home.database, 1));
  expect(await claim(home.database, 1)).toEqual([]);
  await home.makeDue(id);
  const [again] = await claim(home.database, 1);
  expect(again).toMatchObject({ attempts_made: 0, failures: 0, last_error: null });
  expect((await deliveries.attempts({ id })).data).toEqual([]);
});

it('cancels for good', async () => {
  const { deliveries, id } = await setup();
  await cancelHeld(home.database, await claim(home.database, 1));
  expect(await deliveries.get({ id })).toMatchObject({ status: 'cancelled', next_attempt_at: null });
  expect(await home.queued()).toBe(0);
});

it('accepts nothing to park or cancel', async () => {
  const { deliveries, id } = await setup();
  await park(home.database, []);
  await cancelHeld(home.database, []);
  expect(await deliveries.get({ id })).toMatchObject({ status: 'pending' });
  expect(await claim(home.database, 1)).toHaveLength(1);
});
