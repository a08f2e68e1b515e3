import { endpointDisabled, publishDisabled } from '@tidings/endpoint/wiring';
import { getEvent, listEvents } from '@tidings/event';
import { statement } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Claimed } from './claim.ts';
import { explainEvent } from '../log/explain-event.ts';
import { giveUp } from './give-up.ts';
import { forgetExhaustion, TOLD_PER_MINUTE } from './grant-announcements.ts';
import { deliveriesExhausted } from '../hooks.ts';
import { publishExhausted } from './publish-exhausted.ts';
import { type Finished, recordAttempts } from './record.ts';
import { FAILURE, finished, installation, NOWHERE, SUCCESS } from '../testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
  endpointDisabled.connect((tx, disabled) => publishDisabled(home.process, tx, disabled));
  deliveriesExhausted.connect((tx, exhausted) => publishExhausted(home.process, tx, exhausted));
});
afterAll(() => home.close());

const TIME_PASSES = statement<never>(
  '',
  'UPDATE delivery.exhaustion SET since = since - $2::interval WHERE endpoint_id = $1',
);

/** As some firewalls answer: no standard knows it, and HTTP has room for it. */
const BEYOND = { ...FAILURE, statusCode: 999 };

type Told = { object: Record<string, unknown> };

/** A webhook that loses what is sent to it, and another that hears of it. */
async function setup({ events = ['tag.*'] }: { events?: string[] } = {}) {
  const account = home.account();
  const dead = await account.hook(NOWHERE, { events });
  const watcher = await account.hook(NOWHERE, { events: ['webhook.*'] });
  return {
    ...account,
    dead,
    watcher,
    /** Claims what waits for the dead one, after so many were published to it. */
    claim: async (count: number) => {
      for (let left = count; left > 0; left -= 1000) await account.publishMany(Math.min(left, 1000));
      return (await home.claim(2_000)).filter((each) => each.endpoint_id === dead.id);
    },
    record: (each: Claimed, outcome = FAILURE, more: Partial<Finished> = {}) =>
      recordAttempts(home.database).add({ ...finished(each, outcome), ...more }),
    told: async (type = 'webhook.delivery_exhausted') => {
      const { data } = await listEvents(account.ctx, { type, limit: 100 });
      return data.map((event) => (event.data as Told).object);
    },
    watched: async () => (await account.deliveries.list({ id: watcher.id, limit: 100 })).data,
  };
}

it('tells of a delivery that was given up, with what a person needs to know', async () => {
  const { dead, claim, record, told, watched } = await setup();
  const [first] = await claim(1);
  await record(first!, BEYOND);
  expect(await told()).toEqual([
    {
      object: 'delivery',
      id: first!.delivery_id,
      webhook_id: dead.id,
      webhook_name: dead.name,
      webhook_url: NOWHERE,
      event_id: first!.event_id,
      event_type: 'tag.created',
      status: 'failed',
      reason: 'attempts',
      attempts_made: 1,
      exhausted_at: expect.any(String),
      last_status_code: 999,
      last_error: 'http_5xx',
    },
  ]);
  expect(await watched()).toMatchObject([{ event_type: 'webhook.delivery_exhausted', status: 'pending' }]);
});

it.each([
  ['the receiver wants no retries', { isRefused: true }, 'refused'],
  ['the receiver is gone', { isGone: true }, 'gone'],
])('says why: %s', async (_sentence, more, reason) => {
  const { claim, record, told } = await setup();
  const [first] = await claim(1);
  await record(first!, FAILURE, more);
  expect(await told()).toMatchObject([{ reason }]);
});

it('tells of what was put aside because it was interrupted time and again', async () => {
  const { claim, told } = await setup();
  const [first] = await claim(1);
  await giveUp(home.database, [{ ...first!, attempts_made: 10 }]);
  await giveUp(home.database, [{ ...first!, attempts_made: 10 }]); // no longer held
  const told1 = await told();
  expect(told1).toMatchObject([{ reason: 'interrupted', attempts_made: 10, last_error: 'interrupted' }]);
  expect(told1[0]).not.toHaveProperty('last_status_code');
});

it('tells nothing of successes, of retries to come, of a lost lease and of what was cancelled meanwhile', async () => {
  const { claim, record, told, deliveries } = await setup();
  const [succeeded, retried, lost, cancelled] = await claim(4);
  await deliveries.cancel({ id: cancelled!.delivery_id });
  await Promise.all([
    record(succeeded!, SUCCESS),
    record(retried!, FAILURE, { retryAfterMs: 60_000 }),
    record({ ...lost!, token: 9_999_999 }),
    record(cancelled!),
  ]);
  expect(await told()).toEqual([]);
});

it('tells nothing when a person retries what was given up, and it fails again', async () => {
  const { claim, record, told, deliveries, dead } = await setup();
  const [first] = await claim(1);
  await record(first!);
  await deliveries.retry({ id: first!.delivery_id });
  const again = (await home.claim()).find((each) => each.endpoint_id === dead.id);
  await record(again!);
  expect(await told()).toHaveLength(1);
});

it('is not told to the webhook that lost the delivery, and explained to whoever asks', async () => {
  const { dead, watcher, claim, record, told, ctx } = await setup({ events: ['*'] });
  const [first] = await claim(1);
  await record(first!);
  const own = (await home.claim()).filter((each) => each.account_id === ctx.accountId);
  expect(own.map((each) => each.endpoint_id)).toEqual([watcher.id]);
  const data = { object: (await told())[0]! };
  const { event_id: id, event_day: day } = own[0]!;
  const event = {
    id,
    day,
    type: 'webhook.delivery_exhausted',
    apiVersion: '2026-11-01',
    acceptedAt: new Date(),
    data,
  };
  const explained = {
    webhook_id: dead.id,
    result: 'not_subscribed',
    reason: 'The event is about this webhook.',
    delivery_id: null,
  };
  expect(await explainEvent(ctx, event)).toContainEqual(explained);
  const disabled = { object: { object: 'webhook', id: dead.id } };
  expect(await explainEvent(ctx, { ...event, type: 'webhook.disabled', data: disabled })).toContainEqual(
    explained,
  );
});

it('tells nothing of its own events: the dead receiver of operational events makes no more of them', async () => {
  const { watcher, claim, record, told, ctx } = await setup({ events: ['*'] });
  const [first] = await claim(1);
  await record(first!);
  const own = (await home.claim()).filter((each) => each.account_id === ctx.accountId);
  expect(own).toMatchObject([{ event_type: 'webhook.delivery_exhausted', endpoint_id: watcher.id }]);
  await Promise.all(own.map((each) => record(each)));
  expect(await told()).toHaveLength(1);
});

it('is undone with the transaction that gives up', async () => {
  const { told, dead, ctx, claim } = await setup();
  const [first] = await claim(1);
  const undone = home.database.transaction(async (tx) => {
    await deliveriesExhausted.announce(tx, [
      {
        id: first!.delivery_id,
        accountId: ctx.accountId ?? '',
        endpointId: dead.id,
        eventId: first!.event_id,
        eventType: 'tag.created',
        attemptsMade: 1,
        lastStatusCode: null,
        lastError: 'timeout',
        reason: 'attempts',
      },
    ]);
    throw new Error('undo');
  });
  await expect(undone).rejects.toThrow('undo');
  expect(await told()).toEqual([]);
});

it('tells of a bounded number in a minute, and then how many were left out, also long after', async () => {
  const { claim, told, dead, setStatus, ctx } = await setup();
  const exhaust = async (count: number) => {
    await setStatus(dead.id, 'active');
    const claimed = await claim(count);
    expect(claimed).toHaveLength(count);
    const interrupted = claimed.map((each) => ({ ...each, attempts_made: 10 }));
    await giveUp(home.database, interrupted);
  };
  await exhaust(TOLD_PER_MINUTE + 40);
  await exhaust(25);
  expect(await told()).toHaveLength(TOLD_PER_MINUTE);
  // It was disabled in the same minute, say, and is resumed only now.
  await home.database.query(TIME_PASSES, [dead.id, '2 weeks']);
  await forgetExhaustion(home.database);
  await exhaust(2);
  const latest = (await told()).slice(0, 2);
  expect(latest.map((each) => each['omitted'])).toEqual([undefined, 65]);
  expect((await listEvents(ctx, { type: 'webhook.delivery_exhausted', limit: 100 })).data).toHaveLength(
    TOLD_PER_MINUTE + 2,
  );
});

it('tells the other webhooks that one was disabled, once, in the transaction that disables it', async () => {
  const { dead, watcher, claim, record, told, watched, ctx } = await setup({ events: ['*'] });
  const claimed = await claim(105);
  await Promise.all(claimed.map((each) => record(each, BEYOND, { retryAfterMs: 60_000 })));
  const events = await told('webhook.disabled');
  expect(events).toEqual([
    {
      object: 'webhook',
      id: dead.id,
      name: dead.name,
      url: NOWHERE,
      status: 'disabled',
      disabled_reason: 'consecutive_failures',
      disabled_at: expect.any(String),
      consecutive_failures: expect.any(Number),
      last_status_code: 999,
      last_error: 'http_5xx',
    },
  ]);
  expect(Number(events[0]!['consecutive_failures'])).toBeGreaterThanOrEqual(100);
  const [delivery] = await watched();
  expect(await watched()).toHaveLength(1);
  expect(delivery).toMatchObject({ event_type: 'webhook.disabled', webhook_id: watcher.id });
  expect(await getEvent(ctx, { id: delivery!.event_id })).toMatchObject({ type: 'webhook.disabled' });
});
