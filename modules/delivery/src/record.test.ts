import { getWebhook } from '@tidings/endpoint';
import { statement } from '@tidings/kernel';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { claim, type Claimed } from './claim.ts';
import { recordAttempts } from './record.ts';
import { FAILURE, finished, installation, NOWHERE, SUCCESS } from './testing.ts';

const EMPTY = statement<never>('', 'DELETE FROM delivery.queue');

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
  const claimed = await claim(home.database, count);
  const record = (given: Claimed, ...rest: [typeof SUCCESS, (number | null)?]) =>
    recordAttempts(home.database).add(finished(given, ...rest));
  return { ...account, webhook, claimed, first: claimed[0]!, id: claimed[0]!.delivery_id, record };
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
  expect(await claim(home.database, 1)).toEqual([]);
  await home.makeDue(id);
  expect(await claim(home.database, 1)).toMatchObject([
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

it('records more at once than one batch holds', async () => {
  const { claimed, record } = await setup(140);
  expect(new Set(await Promise.all(claimed.map((each) => record(each, SUCCESS))))).toEqual(new Set([true]));
  expect(await home.queued()).toBe(0);
});
