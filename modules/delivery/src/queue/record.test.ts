import { findActivity, getWebhook } from '@tidings/endpoint';
import { audited, statement } from '@tidings/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Claimed } from './claim.ts';
import { deliveriesExhausted } from '../hooks.ts';
import { recordAttempts } from './record.ts';
import { FAILURE, finished, installation, NOWHERE, SUCCESS } from '../testing.ts';

const EMPTY = statement<never>('', 'DELETE FROM delivery.queue');
const UNSUCCESSFUL = statement<{ status: string; delivery_id: string }>(
  '',
  'SELECT status, delivery_id FROM delivery.unsuccessful WHERE endpoint_id = $1',
);
const TEXTS = statement<{ request_headers: string; response: string; timings: string }>(
  '',
  'SELECT request_headers, response, timings FROM delivery.attempt WHERE delivery_id = $1',
);
const MAKE_LAST = statement<never>('', 'UPDATE delivery.queue SET is_last = true WHERE delivery_id = $1');
const KEEP = statement<never>('', 'UPDATE delivery.queue SET is_last = false WHERE delivery_id = $1');
/** Statements that wait for a lock in this test's database. */
const WAITING = statement<{ pid: number }>(
  '',
  "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
);

const HOUR_MS = 3_600_000;

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
  const claimed = await home.claim(count);
  const record = (given: Claimed, ...rest: [typeof SUCCESS, (number | null)?]) =>
    recordAttempts(home.database).add(finished(given, ...rest));
  const unsuccessful = () => home.database.query(UNSUCCESSFUL, [webhook.id]);
  return {
    ...account,
    webhook,
    claimed,
    first: claimed[0]!,
    id: claimed[0]!.delivery_id,
    record,
    unsuccessful,
  };
}

it('ends a delivery that succeeded', async () => {
  const { deliveries, first, id, record } = await setup();
  expect(await record(first, SUCCESS)).toBe(true);
  expect(await deliveries.get({ id })).toMatchObject({
    status: 'succeeded',
    attempts_made: 1,
    next_attempt_at: null,
    last_status_code: 200,
    last_error: null,
    last_duration_ms: 3,
  });
  expect(await home.queued()).toBe(0);
});

it('keeps a delivery that failed for its retry, never early', async () => {
  const { deliveries, first, id, record } = await setup();
  const before = Date.now();
  await record(first, FAILURE, 60_000);
  const delivery = await deliveries.get({ id });
  expect(delivery).toMatchObject({
    status: 'retrying',
    attempts_made: 1,
    last_status_code: 500,
    last_error: 'http_5xx',
  });
  const waitMs = Date.parse(delivery.next_attempt_at!) - before;
  expect(waitMs).toBeGreaterThanOrEqual(60_000);
  expect(waitMs).toBeLessThan(75_000);
  expect(await home.claim(1)).toEqual([]);
  await home.makeDue(id);
  expect(await home.claim(1)).toMatchObject([
    { attempts_made: 1, failures: 1, last_error: 'http_5xx', token: expect.any(Number) },
  ]);
});

it('gives up when there is no retry left', async () => {
  const { deliveries, first, id, record } = await setup();
  await record(first, FAILURE);
  expect(await deliveries.get({ id })).toMatchObject({
    status: 'failed',
    attempts_made: 1,
    next_attempt_at: null,
  });
  expect(await home.queued()).toBe(0);
});

it('stores the attempt as it was', async () => {
  const { deliveries, first, id, record } = await setup();
  const response = { headers: { 'set-cookie': ['a=1', 'b=2'] }, body: 'nul \u0000 and ☃', truncated: true };
  await record(first, { ...FAILURE, response }, 60_000);
  expect((await deliveries.attempts({ id })).data).toEqual([
    {
      id: expect.stringMatching(/^att_/),
      delivery_id: id,
      number: 1,
      started_at: expect.any(String),
      duration_ms: 3,
      outcome: 'failed',
      error: 'http_5xx',
      error_detail: 'The endpoint answered 500.',
      status_code: 500,
      request: {
        url: 'http://127.0.0.1/hooks',
        headers: { 'content-type': 'application/json' },
        body: expect.stringContaining(`"id":"${first.event_id}"`),
      },
      response,
      timings: { dns: null, connect: 1, tls: null, first_byte: 2, total: 3 },
    },
  ]);
});

it('stores an attempt without any response', async () => {
  const { deliveries, first, id, record } = await setup();
  await record(first, { ...FAILURE, statusCode: null, error: 'refused', response: null }, 60_000);
  expect((await deliveries.attempts({ id })).data).toMatchObject([
    { error: 'refused', status_code: null, response: null },
  ]);
});

it('records successes, retries, ends and a lost lease of one batch each by itself', async () => {
  const { ctx, webhook, deliveries, claimed, record } = await setup(4);
  const [succeeded, retried, ended, lost] = claimed as [Claimed, Claimed, Claimed, Claimed]; // four were claimed
  const recorded = await Promise.all([
    record(succeeded, SUCCESS),
    record(retried, FAILURE, 1_000),
    record({ ...lost, token: 9_999_999 }, SUCCESS),
    record(ended, FAILURE),
  ]);
  expect(recorded).toEqual([true, true, false, true]);
  const statusOf = async ({ delivery_id: id }: Claimed) => (await deliveries.get({ id })).status;
  expect(await Promise.all([succeeded, retried, ended, lost].map(statusOf))).toEqual([
    'succeeded',
    'retrying',
    'failed',
    'pending',
  ]);
  expect((await deliveries.attempts({ id: lost.delivery_id })).data).toEqual([]);
  expect(await home.queued()).toBe(2);
  expect((await getWebhook(ctx, { id: webhook.id })).health).toBe('healthy');
});

it('records of two outcomes of one delivery in a batch that of the lease which holds, and the others with it', async () => {
  const { deliveries, claimed, first: lost, id, record } = await setup(2);
  await home.makeDue(id);
  const [holder] = await home.claim(1);
  const recorded = await Promise.all([
    record(lost, FAILURE, 60_000),
    record(holder!, SUCCESS),
    record(claimed[1]!, SUCCESS),
  ]);
  expect(recorded).toEqual([false, true, true]);
  expect(await deliveries.get({ id })).toMatchObject({ status: 'succeeded', attempts_made: 2 });
  const { data } = await deliveries.attempts({ id });
  expect(data.map(({ outcome }) => outcome)).toEqual(['interrupted', 'succeeded']);
  expect(await home.queued()).toBe(0);
});

it("counts recorded attempts alone towards the webhook's health", async () => {
  const { ctx, webhook, claimed, record } = await setup(6);
  const health = async () => (await getWebhook(ctx, { id: webhook.id })).health;
  await Promise.all(claimed.slice(0, 4).map((each) => record(each, FAILURE)));
  await record({ ...claimed[4]!, token: 9_999_999 }, FAILURE);
  expect(await health()).toBe('healthy');
  await record(claimed[4]!, FAILURE);
  expect(await health()).toBe('failing');
  await record(claimed[5]!, SUCCESS);
  expect(await health()).toBe('healthy');
});

it('counts faults of ours neither for nor against the webhook', async () => {
  const { ctx, webhook, claimed, record } = await setup(8);
  const ours = { ...FAILURE, statusCode: null, error: 'internal' as const, errorDetail: 'connect EMFILE' };
  const health = async () => (await getWebhook(ctx, { id: webhook.id })).health;
  for (const each of claimed.slice(0, 4)) await record(each, FAILURE);
  for (const each of claimed.slice(4, 7)) expect(await record(each, ours)).toBe(true);
  expect(await health()).toBe('healthy');
  await record(claimed[7]!, FAILURE); // the fifth in a row
  expect(await health()).toBe('failing');
});

it('records more at once than one batch holds', async () => {
  const { claimed, record } = await setup(140);
  expect(new Set(await Promise.all(claimed.map((each) => record(each, SUCCESS))))).toEqual(new Set([true]));
  expect(await home.queued()).toBe(0);
});

describe('an attempt that is the last, since its delivery was cancelled meanwhile', () => {
  it.each([
    ['fails and would be retried', FAILURE, 60_000, 'cancelled'],
    ['fails for the last time', FAILURE, null, 'cancelled'],
    ['succeeds', SUCCESS, null, 'succeeded'],
  ])('%s', async (_, outcome, retryAfterMs, status) => {
    const { deliveries, first, id, record, unsuccessful } = await setup();
    await deliveries.cancel({ id });
    expect(await record(first, outcome, retryAfterMs)).toBe(true);
    expect(await deliveries.get({ id })).toMatchObject({ status, attempts_made: 1, next_attempt_at: null });
    expect((await deliveries.attempts({ id })).data).toHaveLength(1);
    expect(await unsuccessful()).toEqual(status === 'succeeded' ? [] : [{ status, delivery_id: id }]);
    expect(await home.queued()).toBe(0);
  });

  it.each([
    ['cancelled', MAKE_LAST, KEEP],
    ['to go on after all', KEEP, MAKE_LAST],
  ])('is recorded when it is %s at the same moment', async (_, change, before) => {
    const { deliveries, first, id, record } = await setup();
    await home.database.query(before, [id]);
    let recording: Promise<boolean> | undefined;
    await home.database.transaction(async (tx) => {
      await tx.query(change, [id]);
      recording = record(first, FAILURE, 60_000);
      await vi.waitFor(async () => expect(await home.database.query(WAITING)).toHaveLength(1), 30_000);
    });
    expect(await recording).toBe(true);
    expect(await deliveries.get({ id })).toMatchObject({
      status: change === MAKE_LAST ? 'cancelled' : 'retrying',
      attempts_made: 1,
    });
  });
});

it('counts failures in a row only from attempts that began after the last success', async () => {
  const { claimed, webhook, record } = await setup(3);
  const inARow = async () =>
    (await findActivity(home.database, [webhook.id])).get(webhook.id)?.consecutive_failures;
  await record(claimed[0]!, SUCCESS);
  await record(claimed[1]!, { ...FAILURE, durationMs: HOUR_MS });
  expect(await inARow()).toBe(0);
  await record(claimed[2]!, { ...FAILURE, durationMs: 0 });
  expect(await inARow()).toBe(1);
});

it('keeps a list of what ended otherwise than by success', async () => {
  const { claimed, record, unsuccessful } = await setup(3);
  await record(claimed[0]!, SUCCESS);
  await record(claimed[1]!, FAILURE);
  await record(claimed[2]!, FAILURE, 60_000);
  expect(await unsuccessful()).toEqual([{ status: 'failed', delivery_id: claimed[1]!.delivery_id }]);
});

it('keeps headers, timings and the response as JSON', async () => {
  const { first, id, record } = await setup();
  const response = { headers: { 'x-a': '"quoted" \\ ☃' }, body: 'nul \u0000 "', truncated: false };
  await record(first, { ...FAILURE, response });
  const [kept] = await home.database.query(TEXTS, [id]);
  expect(JSON.parse(kept!.response)).toEqual(response);
  expect(JSON.parse(kept!.request_headers)).toEqual({ 'content-type': 'application/json' });
  expect(JSON.parse(kept!.timings)).toEqual(FAILURE.timings);
});

it("counts a 410 by when the database says that it was claimed, however far a worker's clock is off", async () => {
  const { ctx, webhook, first, setStatus, publish } = await setup();
  const gone = (claimed: Claimed, aheadMs: number) =>
    recordAttempts(home.database).add({
      ...finished(claimed, FAILURE),
      url: webhook.url,
      startedAt: new Date(Date.now() + aheadMs),
      isGone: true,
    });
  const status = async () => (await getWebhook(ctx, { id: webhook.id })).status;
  await setStatus(webhook.id, 'paused');
  await setStatus(webhook.id, 'active');
  await gone(first, HOUR_MS);
  expect(await status()).toBe('active');
  await publish();
  const [second] = await home.claim(1);
  await gone(second!, -HOUR_MS);
  expect(await status()).toBe('disabled');
});

it('locks the end of an audit log last: after all that is told of a webhook that a 410 from its URL disables', async () => {
  const { claimed, first, webhook } = await setup(2);
  const told: string[] = [];
  audited.connect(async (_tx, { action }) => void told.push(action));
  deliveriesExhausted.connect(async (_tx, exhausted) => {
    if (exhausted.some(({ endpointId }) => endpointId === first.endpoint_id)) told.push('exhausted');
  });
  const gone = { ...finished(first, FAILURE), url: 'http://127.0.0.1:65535/moved', isGone: true };
  await recordAttempts(home.database).add(gone);
  expect(told).toEqual(['exhausted']);
  await recordAttempts(home.database).add({ ...gone, claimed: claimed[1]!, url: webhook.url });
  expect(told).toEqual(['exhausted', 'exhausted', 'webhook.disabled']);
});
