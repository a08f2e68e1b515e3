import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import { createWebhook, deliveryOf, publish, untilDelivery } from '../support/samples.ts';
import type { Attempt, Event } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';

let server: Server;
let receiver: Receiver;

beforeAll(async () => {
  [server, receiver] = await Promise.all([
    startServer({ settings: { RETRY_DELAYS: '1s,1s' } }),
    startReceiver(),
  ]);
});

afterAll(async () => {
  await Promise.all([server?.stop(), receiver?.close()]);
});

type EventType = { versions: { version: string; example: Record<string, unknown> }[]; related_url?: string };

/** An event type with an older version, and an event of its newest. */
async function setup(webhook: Record<string, unknown>) {
  const api = await server.newAccount();
  const { body: type } = await api.get<EventType>('/event-types/subscriber.created');
  const [newest, older] = type.versions.toSorted((a, b) => (a.version < b.version ? 1 : -1));
  if (!newest || !older) throw new Error('This type has two versions.');
  receiver.arrivals.length = 0;
  receiver.behaviour = status(204);
  const { id } = await createWebhook(api, { url: receiver.url, ...webhook });
  const send = () => publish(api, { type: 'subscriber.created', data: newest.example });
  return { api, id, newest, older, send, type };
}

const bodyOf = (index: number): Event => JSON.parse(receiver.arrivals[index]?.body.toString() ?? 'null');

test('a webhook that is pinned to an older version gets what was published in that version', async () => {
  const { api, id, older, newest, send } = await setup({});
  await api.patch(`/webhooks/${id}`, { api_version: older.version });
  const event = await send();
  await receiver.received(1);
  expect(bodyOf(0)).toMatchObject({ id: event.id, api_version: older.version, account_id: api.accountId });
  expect(bodyOf(0).data).not.toEqual(newest.example);
  await api.patch(`/webhooks/${id}`, { api_version: newest.version });
  await send();
  await receiver.received(2);
  expect(bodyOf(1)).toMatchObject({ api_version: newest.version, data: newest.example });
});

test('every attempt has the same bytes, also when the pin is moved in between, and the log shows them', async () => {
  const { api, id, older, newest, send } = await setup({});
  await api.patch(`/webhooks/${id}`, { api_version: older.version });
  receiver.behaviour = status(500);
  const event = await send();
  await receiver.received(1);
  await api.patch(`/webhooks/${id}`, { api_version: newest.version, payload_style: 'thin' });
  receiver.behaviour = status(204);
  const { id: delivery } = await deliveryOf(api, id, event.id);
  await untilDelivery(api, delivery, ({ status: now }) => now === 'succeeded');
  const [first, second] = receiver.arrivals.map(({ body }) => body.toString());
  expect(second).toBe(first);
  const { body } = await api.get<{ data: Attempt[] }>(`/deliveries/${delivery}/attempts`);
  expect(body.data.map(({ request }) => request.body)).toEqual([first, first]);
});

test('a thin payload says what it is about and where to read it, and nothing else', async () => {
  const { newest, send } = await setup({ payload_style: 'thin' });
  await send();
  await receiver.received(1);
  const { object } = newest.example as { object: { object: string; id: string; email: string } };
  expect(bodyOf(0).data).toEqual({
    object: { object: object.object, id: object.id },
    related_url: expect.stringContaining(object.id),
  });
  expect(receiver.arrivals[0]?.body.toString()).not.toContain(object.email);
});
