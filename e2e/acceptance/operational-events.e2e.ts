import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import { createWebhook, publish, TAG_CREATED } from '../support/samples.ts';
import type { Delivery, Page, Webhook } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

type Told = { id: string; type: string; data: { object: Record<string, unknown> } };

let server: Server;
let failing: Receiver;
let watcher: Receiver;
let api: Api;

beforeAll(async () => {
  server = await startServer({ settings: { RETRY_DELAYS: '1s' } });
});

afterAll(() => server?.stop());

beforeEach(async () => {
  [failing, watcher] = await Promise.all([startReceiver(), startReceiver()]);
  failing.behaviour = status(500);
  api = await server.newAccount();
});

afterEach(() => Promise.all([failing.close(), watcher.close()]));

async function publishMany(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => TAG_CREATED);
  expect((await api.post('/events/batch', { events })).status).toBe(202);
}

const untilDisabled = (id: string) =>
  until(
    async () => (await api.get<Webhook>(`/webhooks/${id}`)).body,
    (webhook) => webhook.status === 'disabled',
    { what: 'the webhook is disabled', withinMs: 60_000 },
  );

/** What the watcher was sent of a type, each event once. */
function received(type: string): Told[] {
  const events = watcher.arrivals.map(({ body }) => JSON.parse(body.toString()) as Told);
  return [...new Map(events.map((event) => [event.id, event])).values()].filter((each) => each.type === type);
}

const inLog = async (type: string) => (await api.get<Page<Told>>(`/events?type=${type}&limit=100`)).body.data;

const statusesOf = async (id: string) => {
  const { data } = (await api.get<Page<Delivery>>(`/webhooks/${id}/deliveries?limit=100`)).body;
  return data.map((delivery) => delivery.status);
};

test('a receiver that fails 100 times is disabled, and another webhook is told once', async () => {
  const { id } = await createWebhook(api, { url: failing.url, name: 'Failing' });
  await createWebhook(api, { url: watcher.url, events: ['webhook.disabled'] });
  await publishMany(100);
  await untilDisabled(id);
  await watcher.received(1);
  expect(received('webhook.disabled')).toMatchObject([
    {
      data: {
        object: {
          object: 'webhook',
          id,
          name: 'Failing',
          url: failing.url,
          status: 'disabled',
          disabled_reason: 'consecutive_failures',
          last_status_code: 500,
          last_error: 'http_5xx',
        },
      },
    },
  ]);
  expect(await inLog('webhook.disabled')).toHaveLength(1);
  expect(watcher.arrivals).toHaveLength(1);
});

test('a webhook that is disabled by 410 is told of, and so is the delivery that it refused', async () => {
  failing.behaviour = status(410);
  const { id } = await createWebhook(api, { url: failing.url });
  await createWebhook(api, { url: watcher.url, events: ['webhook.*'] });
  const event = await publish(api);
  await watcher.received(2);
  expect(received('webhook.disabled')).toMatchObject([{ data: { object: { id, disabled_reason: 'gone' } } }]);
  expect(received('webhook.delivery_exhausted')).toMatchObject([
    {
      data: {
        object: {
          webhook_id: id,
          webhook_url: failing.url,
          event_id: event.id,
          event_type: 'tag.created',
          reason: 'gone',
          attempts_made: 1,
          last_status_code: 410,
        },
      },
    },
  ]);
});

test('a delivery is told of when its last retry has failed, and not before', async () => {
  await createWebhook(api, { url: failing.url, events: ['tag.*'] });
  await createWebhook(api, { url: watcher.url, events: ['webhook.*'] });
  const event = await publish(api);
  await failing.received(1);
  expect(await inLog('webhook.delivery_exhausted')).toEqual([]);
  await watcher.received(1);
  expect(failing.ofEvent(event.id)).toHaveLength(2);
  expect(received('webhook.delivery_exhausted')).toMatchObject([
    { data: { object: { event_id: event.id, attempts_made: 2, reason: 'attempts' } } },
  ]);
});

test('the receiver of operational events may be dead itself: what it loses is not told of', async () => {
  watcher.behaviour = status(500);
  const dead = await createWebhook(api, { url: watcher.url, events: ['webhook.*'] });
  await createWebhook(api, { url: failing.url, events: ['tag.*'], retry: { enabled: false } });
  await publishMany(3);
  await until(
    () => statusesOf(dead.id),
    (statuses) => statuses.length === 3 && statuses.every((each) => each === 'failed'),
    { what: 'all that it was told is exhausted' },
  );
  // Whatever would follow is committed with the failure, so nothing is still on its way.
  expect(await inLog('webhook.delivery_exhausted')).toHaveLength(3);
  expect(watcher.arrivals).toHaveLength(6);
});

test.each([
  { moment: 'when the first attempts fail', attempts: 1 },
  { moment: 'when half of them have failed', attempts: 50 },
  { moment: 'by the answer that decides', attempts: 100 },
])('is told once by a server that is killed $moment', async ({ attempts }) => {
  const { id } = await createWebhook(api, { url: failing.url, retry: { delays: ['1s', '1s', '1s'] } });
  await createWebhook(api, { url: watcher.url, events: ['webhook.disabled'] });
  const published = Promise.withResolvers<void>();
  const killed = new Promise<void>((resolve, reject) => {
    failing.behaviour = (response, arrival) => {
      if (failing.arrivals.length === attempts)
        response.once(
          'finish',
          () => void published.promise.then(() => server.kill9()).then(resolve, reject),
        );
      status(500)(response, arrival);
    };
  });
  await publishMany(100);
  published.resolve();
  await killed;
  expect(watcher.arrivals).toEqual([]); // it was killed before it had told
  await server.restart();
  await untilDisabled(id);
  await watcher.received(1);
  expect(await inLog('webhook.disabled')).toHaveLength(1);
  expect(received('webhook.disabled')).toHaveLength(1);
});
