import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { Gate, type Receiver, startReceiver, status } from '../support/receiver.ts';
import { createWebhook, deliveryOf, isFinal, publish, untilDelivery } from '../support/samples.ts';
import { type CreatedWebhook, type Delivery, deliveryShape, ISO_TIME, type Page } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

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

const NO_RETRIES = { enabled: false };
const IN_AN_HOUR = { delays: ['1h'] };

/** A webhook at which everything that is published fails. */
async function failing(retry: object, types: string[]): Promise<{ webhook: CreatedWebhook; ids: string[] }> {
  receiver.behaviour = status(500);
  const webhook = await createWebhook(api, { url: receiver.url, retry });
  const ids: string[] = [];
  for (const type of types) {
    const event = await publish(api, { type });
    const { id } = await deliveryOf(api, webhook.id, event.id);
    await untilDelivery(api, id, ({ attempts_made }) => attempts_made === 1);
    ids.push(id);
  }
  return { webhook, ids };
}

async function listed(webhookId: string, query: string): Promise<string[]> {
  const { body } = await api.get<Page<Delivery>>(`/webhooks/${webhookId}/deliveries?${query}`);
  return body.data.map(({ id }) => id);
}

async function underWay(webhook: CreatedWebhook): Promise<{ id: string; gate: Gate }> {
  const gate = new Gate();
  receiver.next((response, arrival) => gate.behaviour(response, arrival));
  const event = await publish(api);
  await until(
    () => receiver.ofEvent(event.id),
    (arrivals) => arrivals.length === 1,
    { what: 'the attempt is under way' },
  );
  return { id: (await deliveryOf(api, webhook.id, event.id)).id, gate };
}

describe('cancelling', () => {
  test('a delivery that waits for its retry ends at once, and again changes nothing', async () => {
    const { webhook, ids } = await failing(IN_AN_HOUR, ['tag.created']);
    const path = `/deliveries/${ids[0]}/cancel`;
    const answer = await api.post<Delivery>(path);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: ids[0], status: 'cancelled', next_attempt_at: null });
    expect(answer.body).toEqual(deliveryShape);
    const again = await api.post<Delivery>(path);
    expect([again.status, again.body]).toEqual([200, answer.body]);
    expect(await listed(webhook.id, 'status=cancelled')).toEqual(ids);
    expect(await listed(webhook.id, 'status=retrying')).toEqual([]);
    expect(receiver.arrivals).toHaveLength(1);
  });

  test('a delivery that is under way can still succeed', async () => {
    const webhook = await createWebhook(api, { url: receiver.url });
    const { id, gate } = await underWay(webhook);
    const answer = await api.post<Delivery>(`/deliveries/${id}/cancel`);
    expect([answer.status, answer.body.next_attempt_at]).toEqual([200, null]);
    gate.open();
    expect(await untilDelivery(api, id, isFinal)).toMatchObject({ status: 'succeeded', attempts_made: 1 });
  });

  test('a delivery that is under way and fails is cancelled, and not tried again', async () => {
    const webhook = await createWebhook(api, { url: receiver.url, retry: { delays: ['1s'] } });
    let fail = (): void => undefined;
    receiver.next((response) => {
      fail = () => response.writeHead(500).end();
    });
    const event = await publish(api);
    await receiver.received(1);
    const { id } = await deliveryOf(api, webhook.id, event.id);
    await api.post(`/deliveries/${id}/cancel`);
    fail();
    const ended = await untilDelivery(api, id, isFinal);
    expect(ended).toMatchObject({ status: 'cancelled', attempts_made: 1, next_attempt_at: null });
    expect(receiver.ofEvent(event.id)).toHaveLength(1);
  });

  test('a delivery that has ended is refused, and so is what is not there', async () => {
    const { ids } = await failing(NO_RETRIES, ['tag.created']);
    expectProblem(await api.post(`/deliveries/${ids[0]}/cancel`), 409);
    expectProblem(await api.post('/deliveries/del_01k9w3m5kqe8nb2v7x4r6t0zcd/cancel'), 404);
    const stranger = await server.newAccount();
    expectProblem(await stranger.post(`/deliveries/${ids[0]}/cancel`), 404);
  });

  test('a delivery that was cancelled can be retried by hand', async () => {
    const { ids } = await failing(IN_AN_HOUR, ['tag.created']);
    await api.post(`/deliveries/${ids[0]}/cancel`);
    receiver.behaviour = status(204);
    await api.post(`/deliveries/${ids[0]}/retry`);
    const ended = await untilDelivery(api, ids[0]!, ({ attempts_made }) => attempts_made === 2);
    expect(ended.status).toBe('succeeded');
  });
});

describe('retrying all that failed', () => {
  test('attempts each once more, and only those that failed', async () => {
    const { webhook, ids } = await failing(NO_RETRIES, ['tag.created', 'tag.deleted', 'tag.created']);
    receiver.behaviour = status(204);
    const answer = await api.post(`/webhooks/${webhook.id}/deliveries/retry_failed`);
    expect([answer.status, answer.body]).toEqual([202, { count: 3 }]);
    for (const id of ids) {
      const ended = await untilDelivery(api, id, ({ attempts_made }) => attempts_made === 2);
      expect(ended).toMatchObject({ status: 'succeeded', next_attempt_at: null });
    }
    const none = await api.post(`/webhooks/${webhook.id}/deliveries/retry_failed`);
    expect([none.status, none.body]).toEqual([202, { count: 0 }]);
    expect(receiver.arrivals).toHaveLength(6);
  });

  test('clicked twice at once makes one attempt of each', async () => {
    const { webhook, ids } = await failing(NO_RETRIES, ['tag.created', 'tag.created', 'tag.created']);
    const gate = new Gate();
    receiver.behaviour = gate.behaviour;
    const click = () => api.post<{ count: number }>(`/webhooks/${webhook.id}/deliveries/retry_failed`, {});
    const answers = await Promise.all([click(), click(), click()]);
    expect(answers.reduce((sum, { body }) => sum + body.count, 0)).toBe(3);
    gate.open();
    for (const id of ids) await untilDelivery(api, id, isFinal);
    expect(receiver.arrivals).toHaveLength(6);
  });

  test('takes only what the filter leaves', async () => {
    const { webhook, ids } = await failing(NO_RETRIES, ['tag.created', 'tag.deleted']);
    receiver.behaviour = status(204);
    const path = `/webhooks/${webhook.id}/deliveries/retry_failed`;
    const { created_at } = (await api.get<Delivery>(`/deliveries/${ids[1]}`)).body;
    expect((await api.post(path, { type: ['email.opened'] })).body).toEqual({ count: 0 });
    expect((await api.post(path, { created_after: created_at })).body).toEqual({ count: 0 });
    expect((await api.post(path, { type: ['tag.deleted', 'email.opened'] })).body).toEqual({ count: 1 });
    expect((await api.post(path, { created_before: created_at })).body).toEqual({ count: 1 });
    for (const id of ids) await untilDelivery(api, id, ({ status: now }) => now === 'succeeded');
  });

  test.each([
    [{ status: 'failed' }, '/status'],
    [{ type: [] }, '/type'],
    [{ type: 'tag.created' }, '/type'],
    [{ type: ['nonsense'] }, '/type/0'],
    [{ created_after: 'yesterday' }, '/created_after'],
  ])('refuses %j', async (body, path) => {
    const webhook = await createWebhook(api, { url: receiver.url });
    for (const verb of ['retry_failed', 'archive_failed']) {
      expectProblem(await api.post(`/webhooks/${webhook.id}/deliveries/${verb}`, body), 422, path);
    }
  });

  test('is refused while the webhook is paused, and finds only what is the account’s', async () => {
    const { webhook } = await failing(NO_RETRIES, ['tag.created']);
    const stranger = await server.newAccount();
    for (const verb of ['retry_failed', 'archive_failed']) {
      expectProblem(await stranger.post(`/webhooks/${webhook.id}/deliveries/${verb}`), 404);
    }
    await api.patch(`/webhooks/${webhook.id}`, { status: 'paused' });
    expectProblem(await api.post(`/webhooks/${webhook.id}/deliveries/retry_failed`), 409);
    expect((await api.post(`/webhooks/${webhook.id}/deliveries/archive_failed`)).body).toEqual({ count: 1 });
  });
});

test('clearing the failed log archives what is in it, and the summary counts it no more', async () => {
  const { webhook, ids } = await failing(NO_RETRIES, ['tag.created', 'tag.created']);
  const summary = `/webhooks/${webhook.id}/deliveries/failed_summary`;
  expect((await api.get(summary)).body).toEqual({
    failed: 2,
    retrying: 0,
    most_common_error: { error: 'http_5xx', count: 2 },
    next_attempt_at: null,
    held_back: null,
    failed_is_estimate: false,
    retrying_is_estimate: false,
  });
  const answer = await api.post(`/webhooks/${webhook.id}/deliveries/archive_failed`);
  expect([answer.status, answer.body]).toEqual([200, { count: 2 }]);
  expect(await listed(webhook.id, 'status=archived')).toEqual(ids.toReversed());
  expect(await listed(webhook.id, 'status=failed')).toEqual([]);
  expect((await api.get(summary)).body).toMatchObject({ failed: 0, most_common_error: null });
  expect(receiver.arrivals).toHaveLength(2);
});

test('the summary of what failed tells when the next retry is due', async () => {
  const { webhook, ids } = await failing(IN_AN_HOUR, ['tag.created']);
  const { body } = await api.get(`/webhooks/${webhook.id}/deliveries/failed_summary`);
  expect(body).toEqual({
    failed: 0,
    retrying: 1,
    most_common_error: { error: 'http_5xx', count: 1 },
    next_attempt_at: ISO_TIME,
    held_back: null,
    failed_is_estimate: false,
    retrying_is_estimate: false,
  });
  const delivery = (await api.get<Delivery>(`/deliveries/${ids[0]}`)).body;
  expect(body).toMatchObject({ next_attempt_at: delivery.next_attempt_at });
});
