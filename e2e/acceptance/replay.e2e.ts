import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import { createWebhook, deliveryOf, publish, TAG_CREATED, untilDelivery } from '../support/samples.ts';
import { anId, type Delivery, deliveryShape, ISO_TIME, type Page } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

type Replay = {
  id: string;
  status: 'counting' | 'running' | 'completed' | 'cancelled' | 'failed';
  total: number;
  done: number;
  waiting_for: string[];
};
type Preview = { total: number; is_estimate: boolean };

const LONG_AGO = '2020-01-01T00:00:00Z';
/** Counts, makes and sends some hundred a second on a busy machine. */
const PATIENCE = { withinMs: 120_000 };

let server: Server;
let receiver: Receiver;
let api: Api;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());
beforeEach(async () => {
  receiver = await startReceiver();
  api = await server.newAccount();
});
afterEach(() => receiver.close());

/** Everything that has happened until now. */
const everything = () => ({ created_after: LONG_AGO, created_before: new Date().toISOString() });

async function publishMany(count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const events = Array.from({ length: Math.min(1_000, count - ids.length) }, () => TAG_CREATED);
    const { body } = await api.post<{ data: { id: string }[] }>('/events/batch', { events });
    ids.push(...body.data.map(({ id }) => id));
  }
  return ids;
}

async function begin(input: Record<string, unknown> = {}): Promise<Replay> {
  const answer = await api.post<Replay>('/replays', { ...everything(), ...input });
  expect(answer.status, answer.text).toBe(202);
  expect(answer.headers['location']).toBe(`/api/v1/replays/${answer.body.id}`);
  return answer.body;
}

const read = async (id: string) => (await api.get<Replay>(`/replays/${id}`)).body;
const untilReplay = (id: string, what: string, holds: (replay: Replay) => boolean) =>
  until(() => read(id), holds, { what: `the replay is ${what}`, ...PATIENCE });
const untilEnded = (id: string) =>
  untilReplay(id, 'at its end', (replay) => replay.status !== 'counting' && replay.status !== 'running');

const arrivedIds = () => receiver.arrivals.map(({ headers }) => String(headers['webhook-id']));
const sorted = (ids: string[]) => ids.toSorted((a, b) => (a < b ? -1 : 1));

/** Every delivery of the webhook. */
async function deliveriesOf(webhookId: string): Promise<Delivery[]> {
  const all: Delivery[] = [];
  for (let cursor = ''; ;) {
    const { body } = await api.get<Page<Delivery>>(`/webhooks/${webhookId}/deliveries?limit=100${cursor}`);
    all.push(...body.data);
    if (body.next_cursor === null) return all;
    cursor = `&cursor=${body.next_cursor}`;
  }
}

describe('replaying a time range', () => {
  test('counts, then sends every event once to a webhook that came later, under its own id', async () => {
    const ids = await publishMany(3_000);
    const webhook = await createWebhook(api, { url: receiver.url });
    const preview = await api.post<Preview>('/replays', { ...everything(), dry_run: true });
    expect([preview.status, preview.body]).toEqual([200, { total: 3_000, is_estimate: false }]);
    expect(receiver.arrivals).toEqual([]);

    const replay = await begin({ webhook_id: webhook.id });
    expect(replay).toMatchObject({
      id: anId('rpl'),
      status: 'counting',
      webhook_id: webhook.id,
      types: null,
      only_failed: false,
      only_missed: false,
      waiting_for: [],
      error: null,
      created_at: ISO_TIME,
      finished_at: null,
    });
    const halfWay = await untilReplay(replay.id, 'under way', ({ done }) => done > 100);
    expect(halfWay).toMatchObject({ status: 'running', total: 3_000 });
    expect(await untilEnded(replay.id)).toMatchObject({ status: 'completed', total: 3_000, done: 3_000 });
    expect(sorted(arrivedIds())).toEqual(sorted(ids));
    const { body } = await api.get<Page<Replay>>('/replays');
    expect(body.data.map(({ id }) => id)).toEqual([replay.id]);
  });

  test('that is cancelled under way sends no more than it says, and goes no further', async () => {
    await publishMany(3_000);
    const webhook = await createWebhook(api, { url: receiver.url });
    const { id } = await begin();
    await untilReplay(id, 'under way', ({ done }) => done >= 300);
    const cancelled = await api.post<Replay>(`/replays/${id}/cancel`);
    expect([cancelled.status, cancelled.body.status]).toEqual([200, 'cancelled']);
    const after = await until(
      async () => ({ replay: await read(id), deliveries: await deliveriesOf(webhook.id) }),
      ({ deliveries }) =>
        deliveries.every((each) => each.status === 'succeeded' || each.status === 'cancelled'),
      { what: 'what was under way has ended', ...PATIENCE },
    );
    const arrived = arrivedIds();
    expect(arrived).toHaveLength(after.replay.done);
    expect(new Set(arrived).size).toBe(arrived.length);
    expect(after.deliveries.filter((each) => each.status === 'succeeded')).toHaveLength(arrived.length);
    expect(arrived.length).toBeGreaterThanOrEqual(300);
    expect(arrived.length).toBeLessThan(3_000);

    const again = await api.post<Replay>(`/replays/${id}/cancel`);
    expect([again.status, again.body.done]).toEqual([200, arrived.length]);
    await publish(api); // it arrives after whatever would still come
    await until(arrivedIds, (now) => now.length > arrived.length, { what: 'the next event arrives' });
    expect(arrivedIds()).toHaveLength(arrived.length + 1);
  });

  test('survives that the process is killed: every event has one delivery and arrives', async () => {
    const ids = await publishMany(2_000);
    const webhook = await createWebhook(api, { url: receiver.url });
    const { id } = await begin();
    await untilReplay(id, 'under way', ({ done }) => done >= 300);
    await server.kill9();
    await server.restart();
    expect(await untilEnded(id)).toMatchObject({ status: 'completed', total: 2_000, done: 2_000 });
    const deliveries = await deliveriesOf(webhook.id);
    expect(sorted(deliveries.map(({ event_id }) => event_id))).toEqual(sorted(ids));
    await until(
      () => new Set(arrivedIds()).size,
      (distinct) => distinct === 2_000,
      { what: 'every event has arrived', ...PATIENCE },
    );
    // Twice only what was being attempted when the process died: at most one window.
    expect(receiver.arrivals.length - 2_000).toBeLessThanOrEqual(64);
  });

  test('only sends again what failed, and what was missed, if that is asked for', async () => {
    const missed = await publish(api);
    const webhook = await createWebhook(api, { url: receiver.url, retry: { enabled: false } });
    receiver.next(status(500));
    const failed = await publish(api);
    await untilDelivery(
      api,
      (await deliveryOf(api, webhook.id, failed.id)).id,
      (each) => each.status === 'failed',
    );
    const fine = await publish(api);
    await untilDelivery(
      api,
      (await deliveryOf(api, webhook.id, fine.id)).id,
      (each) => each.status === 'succeeded',
    );
    receiver.arrivals.length = 0;
    for (const [input, eventId] of [
      [{ only_failed: true }, failed.id],
      [{ only_missed: true }, missed.id],
    ] as const) {
      const { id } = await begin(input);
      expect(await untilEnded(id)).toMatchObject({ status: 'completed', total: 1, done: 1 });
      expect(arrivedIds().at(-1)).toBe(eventId);
    }
    expect(receiver.arrivals).toHaveLength(2);
  });

  test('goes by type, and by when events happened', async () => {
    const at = (created_at: string, type = 'tag.created') => publish(api, { created_at, type });
    await at('2026-11-01T10:00:00Z');
    const inside = await at('2026-11-01T11:00:00Z');
    await at('2026-11-01T12:00:00Z');
    await at('2026-11-01T11:30:00Z', 'tag.deleted');
    await createWebhook(api, { url: receiver.url });
    const { id } = await begin({
      created_after: '2026-11-01T10:30:00Z',
      created_before: '2026-11-01T11:45:00Z',
      types: ['tag.created'],
    });
    await untilEnded(id);
    expect(arrivedIds()).toEqual([inside.id]);
  });

  test('waits while its webhook is paused, and goes on when it is resumed', async () => {
    await publishMany(500);
    const webhook = await createWebhook(api, { url: receiver.url });
    const { id } = await begin();
    await untilReplay(id, 'under way', ({ done }) => done > 0);
    await api.patch(`/webhooks/${webhook.id}`, { status: 'paused' });
    await untilReplay(id, 'waiting', ({ waiting_for }) => waiting_for.includes(webhook.id));
    await api.patch(`/webhooks/${webhook.id}`, { status: 'active' });
    expect(await untilEnded(id)).toMatchObject({ status: 'completed', done: 500, waiting_for: [] });
    expect(new Set(arrivedIds()).size).toBe(500);
  });
});

describe('replaying one event', () => {
  test('sends the same bytes under the same id once more', async () => {
    const webhook = await createWebhook(api, { url: receiver.url });
    const event = await publish(api);
    await receiver.received(1);
    const answer = await api.post<{ count: number; data: Delivery[] }>(`/events/${event.id}/replay`, {
      webhook_id: webhook.id,
    });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ count: 1, data: [deliveryShape] });
    expect(answer.body.data[0]).toMatchObject({
      event_id: event.id,
      webhook_id: webhook.id,
      trigger: 'replay',
    });
    const [first, second] = await receiver.received(2);
    expect(second?.body.equals(first?.body ?? Buffer.of())).toBe(true);
    expect(second?.headers['webhook-id']).toBe(event.id);
    expect(second?.headers['x-tidings-delivery-id']).toBe(answer.body.data[0]?.id);
  });

  test('needs an event, and a webhook that gets it', async () => {
    const event = await publish(api);
    const webhook = await createWebhook(api, { url: receiver.url, events: ['campaign.*'] });
    expectProblem(await api.post(`/events/${event.id}/replay`, { webhook_id: webhook.id }), 409);
    expectProblem(await api.post('/events/evt_01k9w3m5kqe8nb2v7x4r6t0zcd/replay', {}), 404);
    expectProblem(
      await api.post(`/events/${event.id}/replay`, { webhook_id: 'wh_01k9w3m5kqe8nb2v7x4r6t0zcd' }),
      404,
    );
    expectProblem(await api.post(`/events/${event.id}/replay`, { webhook_id: 7 }), 422, '/webhook_id');
    const { body } = await api.post<{ count: number }>(`/events/${event.id}/replay`, {});
    expect(body.count).toBe(0);
  });
});

describe('bad input', () => {
  test.each([
    ['nothing', {}, '/created_after'],
    [
      'a range in reverse',
      { created_after: '2026-02-02T00:00:00Z', created_before: '2026-02-01T00:00:00Z' },
      '/created_before',
    ],
    [
      'an empty range',
      { created_after: '2026-02-02T00:00:00Z', created_before: '2026-02-02T00:00:00Z' },
      '/created_before',
    ],
    [
      'the future',
      { created_after: '2090-02-01T00:00:00Z', created_before: '2090-02-02T00:00:00Z' },
      '/created_after',
    ],
    ['no time', { created_after: 'yesterday', created_before: '2026-02-02T00:00:00Z' }, '/created_after'],
    ['a type that is none', { ...everything(), types: ['Painted'] }, '/types/0'],
    ['no list of types', { ...everything(), types: 'tag.created' }, '/types'],
    ['both kinds of only', { ...everything(), only_failed: true, only_missed: true }, '/only_missed'],
    ['a text for dry_run', { ...everything(), dry_run: 'yes' }, '/dry_run'],
  ])('%s is refused with 422 where it is', async (_, body, path) => {
    expectProblem(await api.post('/replays', body), 422, path);
  });

  test('a webhook or a replay that is not there is not found', async () => {
    expectProblem(
      await api.post('/replays', { ...everything(), webhook_id: 'wh_01k9w3m5kqe8nb2v7x4r6t0zcd' }),
      404,
    );
    expectProblem(await api.get('/replays/rpl_01k9w3m5kqe8nb2v7x4r6t0zcd'), 404);
    expectProblem(await api.post('/replays/rpl_01k9w3m5kqe8nb2v7x4r6t0zcd/cancel'), 404);
    const { id } = await begin();
    const stranger = await server.newAccount();
    expectProblem(await stranger.get(`/replays/${id}`), 404);
    expectProblem(await stranger.post(`/replays/${id}/cancel`), 404);
  });

  test('what has ended, and what is paused, is a conflict', async () => {
    const { id, status: state } = await begin(); // for nobody
    expect(state).toBe('completed');
    expectProblem(await api.post(`/replays/${id}/cancel`), 409);
    const webhook = await createWebhook(api, { url: receiver.url });
    await api.patch(`/webhooks/${webhook.id}`, { status: 'paused' });
    expectProblem(await api.post('/replays', { ...everything(), webhook_id: webhook.id }), 409);
  });
});
