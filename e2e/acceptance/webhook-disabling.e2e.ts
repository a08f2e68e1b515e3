import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import { createWebhook, deliveryOf, publish, TAG_CREATED, untilDelivery } from '../support/samples.ts';
import type { Delivery, Page, Webhook } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

type Shown = Webhook & { disabled_reason: string | null };

let server: Server;
let receiver: Receiver;
let api: Api;

beforeAll(async () => {
  // As long as that nothing is retried before the webhook is disabled.
  server = await startServer({ settings: { RETRY_DELAYS: '5s,5s,5s' } });
});

afterAll(() => server?.stop());

beforeEach(async () => {
  receiver = await startReceiver();
  api = await server.newAccount();
});

afterEach(() => receiver.close());

const read = async (id: string) => (await api.get<Shown>(`/webhooks/${id}`)).body;

const resume = async (id: string) => (await api.patch<Shown>(`/webhooks/${id}`, { status: 'active' })).body;

const untilDisabled = (id: string) =>
  until(
    () => read(id),
    (webhook) => webhook.status === 'disabled',
    { what: 'the webhook is disabled' },
  );

/** A page's worth at most. */
const deliveriesTo = async (id: string) =>
  (await api.get<Page<Delivery>>(`/webhooks/${id}/deliveries?limit=100`)).body.data;

const statusesOf = (deliveries: Delivery[]) => [...new Set(deliveries.map((delivery) => delivery.status))];

async function publishMany(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => TAG_CREATED);
  const { status: code } = await api.post('/events/batch', { events });
  expect(code).toBe(202);
}

/** Lets the time go by in which something due a retry's delay from now would have arrived. */
async function passRetries(): Promise<void> {
  const [neighbour, other] = await Promise.all([server.newAccount(), startReceiver()]);
  other.next(status(500));
  await createWebhook(neighbour, { url: other.url, retry: { delays: ['7s'] } });
  await publish(neighbour);
  await other.received(2);
  await other.close();
}

describe('a webhook of which 100 attempts in a row have failed', () => {
  test('is disabled, lets its deliveries wait, and goes on with them when it is resumed', async () => {
    receiver.behaviour = status(500);
    const { id } = await createWebhook(api, { url: receiver.url });
    await publishMany(100);
    expect(await untilDisabled(id)).toMatchObject({
      disabled_reason: 'consecutive_failures',
      health: 'failing',
    });
    expect((await publish(api)).deliveries).toBe(0);
    await passRetries();
    expect(receiver.arrivals).toHaveLength(100);
    expect(statusesOf(await deliveriesTo(id))).toEqual(['retrying']);

    receiver.behaviour = status(204);
    receiver.next(status(500)); // not the 101st in a row: the row was forgotten
    expect(await resume(id)).toMatchObject({ status: 'active', disabled_reason: null });
    await until(
      async () => statusesOf(await deliveriesTo(id)),
      (statuses) => statuses.join() === 'succeeded',
      { what: 'everything that waited is delivered' },
    );
    expect(receiver.arrivals).toHaveLength(201);
    expect(await read(id)).toMatchObject({ status: 'active', disabled_reason: null, health: 'healthy' });
    expect((await publish(api)).deliveries).toBe(1);
  });

  test('is left active by 99 and a success', async () => {
    receiver.behaviour = status(500);
    const { id } = await createWebhook(api, { url: receiver.url, retry: { enabled: false } });
    await publishMany(99);
    await until(
      async () => statusesOf(await deliveriesTo(id)),
      (statuses) => statuses.join() === 'failed',
      { what: 'all 99 have failed' },
    );
    expect(await read(id)).toMatchObject({ status: 'active', health: 'failing' });
    receiver.next(status(204));
    for (const expected of ['succeeded', 'failed'] as const) {
      const delivery = await deliveryOf(api, id, (await publish(api)).id);
      await untilDelivery(api, delivery.id, (each) => each.status === expected);
    }
    // More than 5 % of its attempts failed, although no longer 5 in a row.
    expect(await read(id)).toMatchObject({ status: 'active', health: 'failing' });
  });
});

describe('a webhook whose endpoint answers 410', () => {
  async function gone(): Promise<{ id: string; delivery: Delivery }> {
    receiver.next(status(410));
    const { id } = await createWebhook(api, { url: receiver.url });
    const event = await publish(api);
    await untilDisabled(id);
    return { id, delivery: await deliveryOf(api, id, event.id) };
  }

  test('is disabled at once, and what it refused is not tried again', async () => {
    const { id, delivery } = await gone();
    expect(await read(id)).toMatchObject({ disabled_reason: 'gone', health: 'failing' });
    expect(delivery).toMatchObject({
      status: 'failed',
      attempts_made: 1,
      last_status_code: 410,
      next_attempt_at: null,
    });
    expect((await publish(api)).deliveries).toBe(0);
  });

  test('stays disabled whatever else is changed, until it is resumed', async () => {
    const { id } = await gone();
    const renamed = await api.patch(`/webhooks/${id}`, { name: 'Moved', url: `${receiver.url}/new` });
    expect(renamed.body).toMatchObject({ status: 'disabled', disabled_reason: 'gone' });
    expect(await resume(id)).toMatchObject({ status: 'active', disabled_reason: null });
    const delivery = await deliveryOf(api, id, (await publish(api)).id);
    await untilDelivery(api, delivery.id, (each) => each.status === 'succeeded');
  });

  test('can be paused by its owner, which clears the reason', async () => {
    const { id } = await gone();
    const paused = await api.patch(`/webhooks/${id}`, { status: 'paused' });
    expect(paused.body).toMatchObject({ status: 'paused', disabled_reason: null });
    expect((await publish(api)).deliveries).toBe(0);
  });
});
