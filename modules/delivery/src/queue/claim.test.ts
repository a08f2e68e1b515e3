import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { statement } from '@tidings/kernel';
import { cancelHeld, claim, claimGated, failHeld, LEASE_MS, release } from './claim.ts';
import { forgetOpenGates } from './gate.ts';
import { recordAttempts } from './record.ts';
import { FAILURE, finished, installation, NOWHERE, SUCCESS } from '../testing.ts';

const EMPTY = statement<never>('', 'DELETE FROM delivery.queue');
const POSTPONE = statement<never>(
  '',
  `UPDATE delivery.queue
   SET due_at = now() + $2 * interval '1 second'
   WHERE delivery_id = $1`,
);
const ASK_BY_HAND = statement<never>('', "UPDATE delivery.queue SET due_at = 'epoch' WHERE delivery_id = $1");
const LEASE = statement<{ ms: number; worker_id: number; due_ms: number }>(
  '',
  `SELECT extract(epoch FROM lease_until - clock_timestamp())::float8 * 1000 AS ms, worker_id
   FROM delivery.queue
   WHERE delivery_id = $1`,
);
const UNSUCCESSFUL = statement<{ status: string; delivery_id: string }>(
  '',
  'SELECT status, delivery_id FROM delivery.unsuccessful WHERE endpoint_id = $1 ORDER BY delivery_id',
);
const GATE = statement<never>('', 'INSERT INTO delivery.gate (endpoint_id) VALUES ($1)');

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
beforeEach(() => home.database.query(EMPTY));
afterAll(() => home.close());

/** A webhook whose lane is simply open, and `count` deliveries that wait in it. */
async function setup(count = 1) {
  const account = home.account();
  const webhook = await account.hook(NOWHERE);
  for (let made = 0; made < count; made += 1) await account.publish();
  await forgetOpenGates(home.database);
  const { data } = await account.deliveries.list({ id: webhook.id, limit: 100 });
  const ids = data.map((delivery) => delivery.id).toReversed();
  const workerId = await home.beginWorker();
  const claimUpTo = (room: number) => claim(home.database, workerId, [{ endpointId: webhook.id, room }]);
  const unsuccessful = () => home.database.query(UNSUCCESSFUL, [webhook.id]);
  return { ...account, webhook, ids, id: ids[0]!, workerId, claimUpTo, unsuccessful };
}

describe('a claim', () => {
  it('gives everything that the sender needs, under a lease', async () => {
    const { ctx, webhook, id, latest, claimUpTo, workerId } = await setup();
    const delivery = await latest(webhook.id);
    expect(await claimUpTo(10)).toEqual([
      expect.objectContaining({
        delivery_id: id,
        account_id: ctx.accountId,
        endpoint_id: webhook.id,
        event_id: delivery.event_id,
        event_type: 'tag.created',
        token: expect.any(Number),
        attempts_made: 0,
        failures: 0,
        last_error: null,
        interruptions: 0,
        late_ms: expect.any(Number),
        wait_ms: 0,
        is_probe: false,
      }),
    ]);
    const [lease] = await home.database.query(LEASE, [id]);
    expect(lease!.worker_id).toBe(workerId);
    expect(lease!.ms).toBeGreaterThan(LEASE_MS - 10_000);
    expect(lease!.ms).toBeLessThanOrEqual(LEASE_MS);
  });

  it('takes those that have waited longest first, and leaves what is not due', async () => {
    const { ids, claimUpTo } = await setup(4);
    for (const [index, seconds] of [-10, -30, 60, -20].entries())
      await home.database.query(POSTPONE, [ids[index], seconds]);
    const first = await claimUpTo(2);
    expect(first.map((each) => each.delivery_id).toSorted()).toEqual([ids[1]!, ids[3]!].toSorted());
    expect((await claimUpTo(10)).map((each) => each.delivery_id)).toEqual([ids[0]]);
    expect(await claimUpTo(10)).toEqual([]);
  });

  it('says for how long each had been due, but of what was asked for by hand and of what a gate kept back', async () => {
    const { ids, claimUpTo } = await setup(2);
    await home.database.query(POSTPONE, [ids[0], -30]);
    await home.database.query(ASK_BY_HAND, [ids[1]]);
    const late = new Map((await claimUpTo(2)).map((each) => [each.delivery_id, each.late_ms]));
    expect(late.get(ids[0]!)).toBeGreaterThanOrEqual(30_000);
    expect(late.get(ids[0]!)).toBeLessThan(40_000);
    expect(late.get(ids[1]!)).toBeNull();
    const gated = await setup();
    await home.database.query(GATE, [gated.webhook.id]);
    const lane = { endpointId: gated.webhook.id, room: 1 };
    expect(await claimGated(home.database, gated.workerId, lane)).toMatchObject([{ late_ms: null }]);
  });

  it('keeps to the room of each lane, and takes from no other', async () => {
    const [one, two, unasked] = [await setup(5), await setup(5), await setup(2)];
    const taken = await claim(home.database, one.workerId, [
      { endpointId: one.webhook.id, room: 2 },
      { endpointId: two.webhook.id, room: 4 },
    ]);
    const count = (id: string) => taken.filter((each) => each.endpoint_id === id).length;
    expect([one, two, unasked].map(({ webhook }) => count(webhook.id))).toEqual([2, 4, 0]);
  });

  it('never gives a delivery to two claimers', async () => {
    const { ids, claimUpTo, webhook } = await setup(60);
    const other = home.otherProcess();
    const otherId = await home.beginWorker();
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        index % 2 === 0
          ? claimUpTo(10)
          : claim(other.database, otherId, [{ endpointId: webhook.id, room: 10 }]),
      ),
    );
    const taken = claims.flat().map((each) => each.delivery_id);
    expect(new Set(taken).size).toBe(taken.length);
    taken.push(...(await claimUpTo(100)).map((each) => each.delivery_id)); // rows that were locked meanwhile
    expect(taken.toSorted()).toEqual(ids.toSorted());
  });

  it('leaves a lane with a gate to those who ask the gate, even one that holds nothing back', async () => {
    const { webhook, workerId, claimUpTo } = await setup(2);
    expect(await claimGated(home.database, workerId, { endpointId: webhook.id, room: 1 })).toEqual([]);
    await home.database.query(GATE, [webhook.id]);
    expect(await claimUpTo(1)).toEqual([]);
    expect(await claimGated(home.database, workerId, { endpointId: webhook.id, room: 1 })).toHaveLength(1);
    await forgetOpenGates(home.database);
    expect(await claimUpTo(10)).toHaveLength(1);
  });

  it('leaves nobody a lease of what it did not get', async () => {
    const { claimUpTo } = await setup(3);
    expect(await claimUpTo(0)).toEqual([]);
    expect(await claimUpTo(3)).toHaveLength(3);
  });
});

describe('a lease that has passed', () => {
  it('is closed as an interrupted attempt, which is counted, and the delivery goes to the next one', async () => {
    const { deliveries, id, claimUpTo } = await setup();
    const [before] = await claimUpTo(1);
    await home.makeDue(id);
    const [again] = await claimUpTo(1);
    expect(again).toMatchObject({
      delivery_id: id,
      attempts_made: 1,
      failures: 0,
      interruptions: 1,
      last_error: 'interrupted',
    });
    expect(again!.token).not.toBe(before!.token);
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

  it('gives attempts that are closed together ids of their own', async () => {
    const { deliveries, ids, claimUpTo } = await setup(3);
    await claimUpTo(3);
    for (const id of ids) await home.makeDue(id);
    await claimUpTo(3);
    const attempts = await Promise.all(
      ids.map(async (id) => (await deliveries.attempts({ id })).data[0]!.id),
    );
    expect(new Set(attempts).size).toBe(3);
  });

  it('counts interruptions in a row, until an outcome is recorded', async () => {
    const { id, claimUpTo } = await setup();
    for (const interruptions of [0, 1, 2]) {
      const [claimed] = await claimUpTo(1);
      expect(claimed).toMatchObject({ interruptions, attempts_made: interruptions });
      await home.makeDue(id);
    }
    const [claimed] = await claimUpTo(1);
    await recordAttempts(home.database).add(finished(claimed!, FAILURE, 1));
    await home.makeDue(id);
    expect(await claimUpTo(1)).toMatchObject([{ interruptions: 0, attempts_made: 4, failures: 1 }]);
  });

  it('is closed by the cancellation itself once its lease has passed: behind a closed gate nobody claims', async () => {
    const { webhook, setStatus, deliveries, id, claimUpTo } = await setup();
    await claimUpTo(1);
    await setStatus(webhook.id, 'paused');
    await home.makeDue(id);
    expect(await deliveries.cancel({ id })).toMatchObject({ status: 'cancelled', attempts_made: 1 });
    expect((await deliveries.attempts({ id })).data).toMatchObject([{ outcome: 'interrupted' }]);
    expect(await home.queued(webhook.id)).toBe(0);
  });

  it('of a delivery that was cancelled meanwhile ends it', async () => {
    const { deliveries, ids, claimUpTo, unsuccessful } = await setup(2);
    await claimUpTo(2);
    const [cancelled, other] = [ids[0]!, ids[1]!];
    await deliveries.cancel({ id: cancelled });
    for (const id of ids) await home.makeDue(id);
    expect((await claimUpTo(10)).map((each) => each.delivery_id)).toEqual([other]);
    expect(await deliveries.get({ id: cancelled })).toMatchObject({
      status: 'cancelled',
      attempts_made: 1,
      next_attempt_at: null,
    });
    expect(await unsuccessful()).toEqual([{ status: 'cancelled', delivery_id: cancelled }]);
    expect(await home.queued()).toBe(1);
  });
});

describe('a worker that lost its lease', () => {
  it.each([
    ['success', SUCCESS, null],
    ['failure with a retry', FAILURE, 60_000],
    ['last failure', FAILURE, null],
  ])('changes nothing by its %s', async (_name, outcome, retryAfterMs) => {
    const { deliveries, id, claimUpTo } = await setup();
    const [lost] = await claimUpTo(1);
    await home.makeDue(id);
    const [holder] = await claimUpTo(1);
    const before = [await deliveries.get({ id }), await deliveries.attempts({ id })];
    expect(await recordAttempts(home.database).add(finished(lost!, outcome, retryAfterMs))).toBe(false);
    expect([await deliveries.get({ id }), await deliveries.attempts({ id })]).toEqual(before);
    expect(await recordAttempts(home.database).add(finished(holder!, SUCCESS))).toBe(true);
    expect(await deliveries.get({ id })).toMatchObject({ status: 'succeeded', attempts_made: 2 });
  });

  // A retry by hand makes a new row in the queue, whose tokens must not begin anew.
  it('changes nothing after a retry by hand either', async () => {
    const { deliveries, id, claimUpTo } = await setup();
    const [lost] = await claimUpTo(1);
    await home.makeDue(id);
    const [holder] = await claimUpTo(1);
    await recordAttempts(home.database).add(finished(holder!, SUCCESS));
    await deliveries.retry({ id });
    expect(await claimUpTo(1)).toHaveLength(1);
    expect(await recordAttempts(home.database).add(finished(lost!, FAILURE))).toBe(false);
  });

  it('neither gives back nor ends what another has', async () => {
    const { deliveries, id, claimUpTo, unsuccessful } = await setup();
    const lost = await claimUpTo(1);
    await home.makeDue(id);
    const [holder] = await claimUpTo(1);
    await release(home.database, lost, 0);
    await cancelHeld(home.database, lost);
    await failHeld(home.database, lost);
    expect(await deliveries.get({ id })).toMatchObject({ status: 'retrying' });
    expect(await claimUpTo(1)).toEqual([]);
    expect(await unsuccessful()).toEqual([]);
    expect(await recordAttempts(home.database).add(finished(holder!, SUCCESS))).toBe(true);
  });

  it('records nothing of what it gave back', async () => {
    const { claimUpTo } = await setup();
    const [held] = await claimUpTo(1);
    await release(home.database, [held!], 0);
    await claimUpTo(1);
    expect(await recordAttempts(home.database).add(finished(held!, SUCCESS))).toBe(false);
  });
});

describe('what is held', () => {
  it('is given back for later, and no attempt is spent', async () => {
    const { deliveries, id, claimUpTo } = await setup();
    await release(home.database, await claimUpTo(1), 60_000);
    expect(await claimUpTo(1)).toEqual([]);
    await home.makeDue(id);
    expect(await claimUpTo(1)).toMatchObject([
      { attempts_made: 0, failures: 0, interruptions: 0, last_error: null },
    ]);
    expect((await deliveries.attempts({ id })).data).toEqual([]);
  });

  it.each([
    ['cancelled', cancelHeld],
    ['failed', failHeld],
  ] as const)('is %s for good', async (status, end) => {
    const { deliveries, id, claimUpTo, unsuccessful } = await setup();
    await end(home.database, await claimUpTo(1));
    expect(await deliveries.get({ id })).toMatchObject({ status, next_attempt_at: null });
    expect(await unsuccessful()).toEqual([{ status, delivery_id: id }]);
    expect(await home.queued()).toBe(0);
  });

  it('may be nothing', async () => {
    const { deliveries, id, claimUpTo } = await setup();
    for (const act of [cancelHeld, failHeld]) await act(home.database, []);
    await release(home.database, [], 0);
    expect(await deliveries.get({ id })).toMatchObject({ status: 'pending' });
    expect(await claimUpTo(1)).toHaveLength(1);
  });
});
