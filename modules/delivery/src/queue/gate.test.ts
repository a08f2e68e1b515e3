import { updateWebhook } from '@tidings/endpoint';
import { statement } from '@tidings/kernel';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openBreakers } from './breaker.ts';
import { claimGated, type Claimed } from './claim.ts';
import { CHUNK_ROWS } from '../control/failed-chunks.ts';
import { findLanes } from './find-lanes.ts';
import { forgetOpenGates } from './gate.ts';
import { recordAttempts } from './record.ts';
import { type Answer, FAILURE, finished, installation, NOWHERE, receive, type Receiver } from '../testing.ts';
import { type LogEntry, writeLog } from '../log/testing-log.ts';

const EMPTY = statement<never>('', 'DELETE FROM delivery.queue');
const GATE = statement<{ draining: boolean }>(
  '',
  'SELECT draining_since IS NOT NULL AS draining FROM delivery.gate WHERE endpoint_id = $1',
);
const DRAIN_FOR = statement<never>(
  '',
  `UPDATE delivery.gate
   SET draining_since = now() - $2 * interval '1 second', free_at = '-infinity'
   WHERE endpoint_id = $1`,
);
const STARTED_MS = statement<{ delivery_id: string; ms: number }>(
  '',
  'SELECT delivery_id, extract(epoch FROM started_at)::float8 * 1000 AS ms FROM delivery.queue WHERE endpoint_id = $1',
);

let home: Awaited<ReturnType<typeof installation>>;
const receivers: Receiver[] = [];

beforeAll(async () => {
  home = await installation();
});
beforeEach(() => home.database.query(EMPTY));
afterEach(async () => {
  await home.stopWorkers();
  for (const receiver of receivers.splice(0)) await receiver.close();
});
afterAll(() => home.close());

async function setup(input: Parameters<ReturnType<typeof home.account>['hook']>[1] = {}, url = NOWHERE) {
  const account = home.account();
  const webhook = await account.hook(url, input);
  const workerId = await home.beginWorker();
  const claimUpTo = (room: number) => claimGated(home.database, workerId, { endpointId: webhook.id, room });
  const gate = async () => (await home.database.query(GATE, [webhook.id]))[0];
  const isFound = async () =>
    (await findLanes(home.database)).some((lane) => lane.endpoint_id === webhook.id);
  return { ...account, webhook, workerId, claimUpTo, gate, isFound };
}

async function setupReceiver(answer?: Answer) {
  const receiver = await receive(answer);
  receivers.push(receiver);
  const { webhook, latest, ...rest } = await setup({}, receiver.url);
  const settled = (expected: object) =>
    vi.waitFor(async () => expect(await latest(webhook.id)).toMatchObject(expected), 30_000);
  return { ...rest, webhook, latest, receiver, settled };
}

describe('a webhook that is paused', () => {
  it('gives nothing and is not found, and no attempt is spent', async () => {
    const { publish, setStatus, webhook, claimUpTo, isFound, latest } = await setup();
    await publish();
    expect(await isFound()).toBe(true);
    await setStatus(webhook.id, 'paused');
    expect(await isFound()).toBe(false);
    expect(await claimUpTo(10)).toEqual([]);
    expect(await home.claim()).toEqual([]);
    expect(await latest(webhook.id)).toMatchObject({ status: 'pending', attempts_made: 0 });
  });

  it('goes on when it is resumed', async () => {
    const { publish, setStatus, webhook, receiver, settled } = await setupReceiver();
    await publish();
    await setStatus(webhook.id, 'paused');
    home.work();
    const other = await setupReceiver();
    await other.publish();
    await other.settled({ status: 'succeeded' });
    expect(receiver.connections).toBe(0);
    await setStatus(webhook.id, 'active');
    await settled({ status: 'succeeded', attempts_made: 1 });
  });

  it('keeps the retries that were left', async () => {
    let status = 500;
    const { publish, setStatus, webhook, settled, latest } = await setupReceiver((response) =>
      response.writeHead(status).end(),
    );
    home.work();
    await publish();
    await settled({ status: 'retrying', attempts_made: 1 });
    await setStatus(webhook.id, 'paused');
    await home.makeDue((await latest(webhook.id)).id);
    status = 200;
    await setStatus(webhook.id, 'active');
    await settled({ status: 'succeeded', attempts_made: 2 });
  });
});

describe('a webhook that is resumed', () => {
  it('is drained gently, the oldest first, and faster as time goes by', async () => {
    const { publishMany, setStatus, webhook, claimUpTo, deliveries } = await setup();
    await publishMany(100);
    await setStatus(webhook.id, 'paused');
    await setStatus(webhook.id, 'active');
    const startedMs = performance.now();
    const first = await claimUpTo(100);
    // At 50 a second: what is due in the next quarter of one.
    expect(first).toHaveLength(13);
    const waits = first.map((each) => each.wait_ms).toSorted((one, other) => one - other);
    for (const [index, waitMs] of waits.entries()) expect(waitMs / 20).toBeCloseTo(index, 0);
    const oldest = (await deliveries.list({ id: webhook.id, limit: 100 })).data.at(-1);
    expect(first.find((each) => each.wait_ms === 0)?.delivery_id).toBe(oldest?.id);
    const second = (await claimUpTo(100)).length;
    // As many as have gone out since.
    expect(second).toBeLessThanOrEqual(Math.ceil((performance.now() - startedMs) / 20));
    await home.database.query(DRAIN_FOR, [webhook.id, 15]);
    const later = (await claimUpTo(100)).length;
    expect(later).toBeGreaterThanOrEqual(25);
    expect(later).toBeLessThan(30);
    // No rate is the last: one that takes as much as comes in would be kept to for ever.
    await home.database.query(DRAIN_FOR, [webhook.id, 150]);
    const last = await claimUpTo(20);
    expect(last).toHaveLength(20);
    expect(Math.max(...last.map((each) => each.wait_ms))).toBeLessThan(1);
  });

  it('is no longer held back once nothing waits', async () => {
    const { publishMany, setStatus, webhook, claimUpTo, gate } = await setup();
    await publishMany(5);
    await setStatus(webhook.id, 'paused');
    await setStatus(webhook.id, 'active');
    expect(await gate()).toEqual({ draining: true });
    expect(await claimUpTo(100)).toHaveLength(5);
    expect(await gate()).toEqual({ draining: false });
    await forgetOpenGates(home.database);
    expect(await gate()).toBeUndefined();
  });

  it('whose breaker had been open is found at once', async () => {
    const { publish, setStatus, webhook, isFound, claimUpTo } = await setup();
    await publish();
    await openBreakers(home.database, [webhook.id]);
    for (let failed = 0; failed < 5; failed += 1)
      await openBreakers(home.database, [webhook.id], [webhook.id]);
    expect(await isFound()).toBe(false);
    await setStatus(webhook.id, 'paused');
    await setStatus(webhook.id, 'active');
    expect(await isFound()).toBe(true);
    expect(await claimUpTo(1)).toMatchObject([{ is_probe: false }]);
  });

  it("leaves other webhooks and a retry's time as they are", async () => {
    const one = await setup();
    const other = await setup();
    await one.publish();
    await other.publish();
    await other.setStatus(other.webhook.id, 'paused');
    const [claimed] = (await home.claim()).filter((each) => each.endpoint_id === one.webhook.id);
    await recordAttempts(home.database).add(finished(claimed!, FAILURE, 60_000));
    const before = await one.latest(one.webhook.id);
    await one.setStatus(one.webhook.id, 'paused');
    await one.setStatus(one.webhook.id, 'active');
    expect(await one.latest(one.webhook.id)).toEqual(before);
    expect(await home.claim()).toEqual([]);
  });
});

describe('a rate limit', () => {
  const RATE = 20;

  it('holds for two processes that claim at once', async () => {
    const { publishMany, webhook } = await setup({ rate_limit: RATE });
    await publishMany(40);
    const claimed: Claimed[] = [];
    const claimAll = async (database: typeof home.database, workerId: number) => {
      while (claimed.length < 40)
        claimed.push(...(await claimGated(database, workerId, { endpointId: webhook.id, room: 100 })));
    };
    await Promise.all([
      claimAll(home.database, await home.beginWorker()),
      claimAll(home.otherProcess().database, await home.beginWorker()),
    ]);
    const claimedMs = new Map(
      (await home.database.query(STARTED_MS, [webhook.id])).map((row) => [row.delivery_id, row.ms]),
    );
    const startsMs = claimed
      .map((each) => claimedMs.get(each.delivery_id)! + each.wait_ms)
      .toSorted((one, other) => one - other);
    // In no second more than the limit and one slot; the database takes a moment from reckoning to starting.
    const slackMs = 100;
    for (const [index, startMs] of startsMs.entries())
      expect((startsMs[index + RATE + 1] ?? Infinity) - startMs).toBeGreaterThan(1_000 - slackMs);
    expect(new Set(claimed.map((each) => each.delivery_id)).size).toBe(40);
  });

  it('holds while a webhook drains as well, and the gate stays', async () => {
    const { publishMany, setStatus, webhook, claimUpTo, gate } = await setup({ rate_limit: 4 });
    await publishMany(10);
    await setStatus(webhook.id, 'paused');
    await setStatus(webhook.id, 'active');
    expect(await claimUpTo(100)).toHaveLength(1);
    await forgetOpenGates(home.database);
    expect(await gate()).toBeDefined();
  });

  it('that is taken away lets everything pass', async () => {
    const { publishMany, ctx, webhook, claimUpTo, gate } = await setup({ rate_limit: 1 });
    await publishMany(10);
    expect(await claimUpTo(100)).toHaveLength(1);
    await updateWebhook(ctx, { id: webhook.id, rate_limit: null });
    expect(await claimUpTo(100)).toHaveLength(9);
    await forgetOpenGates(home.database);
    expect(await gate()).toBeUndefined();
  });

  it('is kept to by two workers', async () => {
    const receiver = await receive();
    receivers.push(receiver);
    const { publishMany, webhook, deliveries } = await setup({ rate_limit: RATE }, receiver.url);
    home.work();
    home.workElsewhere();
    await publishMany(30);
    await vi.waitFor(() => expect(receiver.requests).toHaveLength(30), 30_000);
    const { data } = await deliveries.list({ id: webhook.id, limit: 100 });
    const attempts = await Promise.all(
      data.map(async ({ id }) => Date.parse((await deliveries.attempts({ id })).data[0]!.started_at)),
    );
    const startsMs = attempts.toSorted((one, other) => one - other);
    // Timers of a busy machine fire late, so that starts may come closer than they were planned.
    expect(startsMs.at(-1)! - startsMs[0]!).toBeGreaterThan((29 / RATE) * 1_000 - 500);
  });
});

describe('a webhook that is deleted', () => {
  it('ends however much waits for it, and its deletion waits for little of that', async () => {
    const { ctx, remove, webhook, deliveries } = await setup();
    const owner = { accountId: ctx.accountId!, endpointId: webhook.id };
    const dueAt = new Date(Date.now() + 3_600_000); // all at the same moment
    const rows = Array.from({ length: 3 * CHUNK_ROWS }, (): LogEntry => ({ status: 'retrying', dueAt }));
    const ids = await writeLog(home.database, owner, rows);
    const queued = () => home.queued(webhook.id);
    await remove(webhook.id);
    expect(await queued()).toBeGreaterThan(0);
    await vi.waitFor(async () => expect(await queued()).toBe(0), 30_000);
    for (const id of [ids[0]!, ids.at(-1)!]) {
      expect(await deliveries.get({ id })).toMatchObject({ status: 'cancelled', next_attempt_at: null });
      await expect(deliveries.retry({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(deliveries.list({ id: webhook.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('while its deliveries cannot be ended is deleted all the same, and they end when they are claimed', async () => {
    const { publish, remove, webhook, latest, deliveries, receiver } = await setupReceiver();
    await publish();
    const { id } = await latest(webhook.id);
    const transaction = vi
      .spyOn(home.database, 'transaction')
      .mockRejectedValue(new Error('The database is away.'));
    await remove(webhook.id);
    transaction.mockRestore();
    expect(await deliveries.get({ id })).toMatchObject({ status: 'pending' });
    home.work();
    await vi.waitFor(
      async () => expect(await deliveries.get({ id })).toMatchObject({ status: 'cancelled' }),
      30_000,
    );
    expect(receiver.connections).toBe(0);
  });

  it('cancels what waits for it, and nothing else', async () => {
    const one = await setupReceiver();
    const other = await setupReceiver();
    await one.publish();
    await other.publish();
    const { id } = await one.latest(one.webhook.id);
    await one.remove(one.webhook.id);
    expect(await one.deliveries.get({ id })).toMatchObject({ status: 'cancelled', next_attempt_at: null });
    expect(await other.latest(other.webhook.id)).toMatchObject({ status: 'pending' });
    home.work();
    await other.settled({ status: 'succeeded' });
    expect(one.receiver.connections).toBe(0);
    expect(await one.gate()).toBeUndefined();
  });

  it.each([
    [200, 'succeeded', 'succeeded'],
    [500, 'failed', 'cancelled'],
  ])(
    'while an attempt is under way that is answered %i: the attempt is recorded as %s, the delivery is %s',
    async (code, outcome, status) => {
      const answers: (() => void)[] = [];
      const { publish, latest, webhook, receiver, remove, deliveries } = await setupReceiver((response) => {
        answers.push(() => response.writeHead(code).end());
      });
      home.work();
      await publish();
      const { id } = await latest(webhook.id);
      await vi.waitFor(() => expect(receiver.requests).toHaveLength(1), 30_000);
      await remove(webhook.id);
      answers[0]?.();
      await home.stopWorkers();
      expect(await deliveries.get({ id })).toMatchObject({ status, attempts_made: 1, next_attempt_at: null });
      expect((await deliveries.attempts({ id })).data).toMatchObject([{ outcome }]);
      expect(await home.queued(webhook.id)).toBe(0);
    },
  );
});
