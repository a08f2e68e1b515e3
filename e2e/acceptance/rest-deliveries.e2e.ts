import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import { createWebhook, deliveryOf, isFinal, publish, untilDelivery } from '../support/samples.ts';
import { type Attempt, attemptShape, type Delivery, deliveryShape, type Page } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';

let server: Server;
let receiver: Receiver;

beforeAll(async () => {
  [server, receiver] = await Promise.all([startServer(), startReceiver()]);
});

afterAll(async () => {
  await Promise.all([server?.stop(), receiver?.close()]);
});

test('a delivery reads alike in the list and alone, and its attempts have every field', async () => {
  const api = await server.newAccount();
  const webhook = await createWebhook(api, { url: receiver.url });
  const event = await publish(api);
  const { id } = await deliveryOf(api, webhook.id, event.id);
  const delivery = await untilDelivery(api, id, isFinal);
  expect(delivery).toEqual({
    ...deliveryShape,
    event_id: event.id,
    event_type: 'tag.created',
    webhook_id: webhook.id,
    status: 'succeeded',
    attempts_made: 1,
    attempts_max: 6,
    next_attempt_at: null,
    last_status_code: 204,
    last_error: null,
    last_duration_ms: expect.any(Number),
    trigger: 'event',
  });
  expect(await deliveryOf(api, webhook.id, event.id)).toEqual(delivery);
  const attempts = await api.get<{ data: Attempt[] }>(`/deliveries/${id}/attempts`);
  expect(attempts.status).toBe(200);
  expect(attempts.body.data).toEqual([
    expect.objectContaining({ ...attemptShape, delivery_id: id, number: 1, outcome: 'succeeded' }),
  ]);
});

test('the log of a webhook comes newest first, page by page, whatever is delivered meanwhile', async () => {
  const api = await server.newAccount();
  const webhook = await createWebhook(api, { url: receiver.url });
  const events: string[] = [];
  for (let count = 0; count < 5; count += 1) events.unshift((await publish(api)).id);
  const seen: Delivery[] = [];
  for (let cursor = ''; ;) {
    const { body } = await api.get<Page<Delivery>>(`/webhooks/${webhook.id}/deliveries?limit=2${cursor}`);
    seen.push(...body.data);
    await publish(api);
    if (!body.has_more) break;
    cursor = `&cursor=${encodeURIComponent(body.next_cursor ?? '')}`;
  }
  expect(seen.map(({ event_id }) => event_id)).toEqual(events);
  for (const delivery of seen) expect(delivery).toEqual(deliveryShape);
});

test('the log is filtered by status and by type, and shows one webhook only', async () => {
  const api = await server.newAccount();
  const failing = await startReceiver();
  failing.behaviour = status(500);
  // Not `*`: it would be told of what the other one loses.
  const good = await createWebhook(api, { url: receiver.url, events: ['tag.*'] });
  const bad = await createWebhook(api, { url: failing.url, retry: { enabled: false } });
  const created = await publish(api);
  const deleted = await publish(api, { type: 'tag.deleted' });
  for (const webhook of [good, bad]) {
    for (const event of [created, deleted]) {
      await untilDelivery(api, (await deliveryOf(api, webhook.id, event.id)).id, isFinal);
    }
  }
  const find = async (webhookId: string, query: string) => {
    const { body } = await api.get<Page<Delivery>>(`/webhooks/${webhookId}/deliveries?${query}`);
    return body.data.map(({ event_id }) => event_id);
  };
  expect(await find(good.id, 'status=succeeded')).toEqual([deleted.id, created.id]);
  expect(await find(good.id, 'status=failed')).toEqual([]);
  expect(await find(bad.id, 'status=failed&type=tag.deleted')).toEqual([deleted.id]);
  expect(await find(bad.id, 'type=email.opened')).toEqual([]);
  await failing.close();
});
