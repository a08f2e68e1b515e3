import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { Gate, type Receiver, startReceiver, status } from '../support/receiver.ts';
import { createWebhook, deliveryOf, isFinal, publish, untilDelivery } from '../support/samples.ts';
import { type Attempt, type CreatedWebhook, type Delivery, deliveryShape } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';

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

/** A delivery whose only attempt failed, with or without a retry planned in an hour. */
async function failedOnce(retry: object): Promise<{ webhook: CreatedWebhook; delivery: Delivery }> {
  receiver.next(status(500));
  const webhook = await createWebhook(api, { url: receiver.url, retry });
  const event = await publish(api);
  const { id } = await deliveryOf(api, webhook.id, event.id);
  return { webhook, delivery: await untilDelivery(api, id, ({ attempts_made }) => attempts_made === 1) };
}

const NO_RETRIES = { enabled: false };
const IN_AN_HOUR = { delays: ['1h', '1h'] };

async function attemptsOf(id: string): Promise<Attempt[]> {
  return (await api.get<{ data: Attempt[] }>(`/deliveries/${id}/attempts`)).body.data;
}

/** Delivers one more event, so that whatever was due before it has been sent. */
async function deliverAnother(webhook: CreatedWebhook): Promise<void> {
  const event = await publish(api);
  const { id } = await deliveryOf(api, webhook.id, event.id);
  await untilDelivery(api, id, isFinal);
}

describe('retrying by hand', () => {
  test('a delivery that is exhausted makes one more attempt, which can succeed', async () => {
    const { delivery } = await failedOnce(NO_RETRIES);
    expect(delivery).toMatchObject({ status: 'failed', attempts_max: 1 });
    const answer = await api.post<Delivery>(`/deliveries/${delivery.id}/retry`);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ...deliveryShape, id: delivery.id });
    const after = await untilDelivery(api, delivery.id, ({ status: now }) => now === 'succeeded');
    expect(after).toMatchObject({
      attempts_made: 2,
      last_status_code: 204,
      last_error: null,
      next_attempt_at: null,
    });
    expect((await attemptsOf(delivery.id)).map(({ number, outcome }) => [number, outcome])).toEqual([
      [1, 'failed'],
      [2, 'succeeded'],
    ]);
    expect(receiver.arrivals.map(({ headers }) => headers['x-tidings-attempt'])).toEqual(['1', '2']);
    expect(receiver.arrivals[1]?.headers).toMatchObject({ 'x-tidings-retry-num': '1' });
    expect(receiver.arrivals[1]?.body).toEqual(receiver.arrivals[0]?.body);
  });

  test('a delivery that is exhausted and fails again is failed again, without automatic retries', async () => {
    const { webhook, delivery } = await failedOnce(NO_RETRIES);
    receiver.next(status(502));
    await api.post(`/deliveries/${delivery.id}/retry`);
    const after = await untilDelivery(api, delivery.id, ({ attempts_made }) => attempts_made === 2);
    expect(after).toMatchObject({ status: 'failed', last_status_code: 502, next_attempt_at: null });
    await deliverAnother(webhook);
    expect(receiver.ofEvent(delivery.event_id)).toHaveLength(2);
  });

  test('a delivery that waits for its retry goes out now and replaces the planned one', async () => {
    const { delivery } = await failedOnce(IN_AN_HOUR);
    expect(delivery).toMatchObject({ status: 'retrying', next_attempt_at: expect.any(String) });
    await api.post(`/deliveries/${delivery.id}/retry`);
    const after = await untilDelivery(api, delivery.id, isFinal);
    expect(after).toMatchObject({ status: 'succeeded', attempts_made: 2, next_attempt_at: null });
  });

  test('a delivery that succeeded sends it once more', async () => {
    const webhook = await createWebhook(api, { url: receiver.url });
    const event = await publish(api);
    const { id } = await deliveryOf(api, webhook.id, event.id);
    await untilDelivery(api, id, isFinal);
    await api.post(`/deliveries/${id}/retry`);
    const after = await untilDelivery(api, id, ({ attempts_made }) => attempts_made === 2);
    expect(after.status).toBe('succeeded');
    expect(receiver.ofEvent(event.id)).toHaveLength(2);
  });

  test.each([
    ['exhausted', NO_RETRIES],
    ['waiting', IN_AN_HOUR],
  ])(
    'twice at once, or again while it is under way, makes one attempt of a delivery that is %s',
    async (_, retry) => {
      const { webhook, delivery } = await failedOnce(retry);
      const gate = new Gate();
      receiver.next(gate.behaviour);
      const click = () => api.post<Delivery>(`/deliveries/${delivery.id}/retry`);
      const answers = await Promise.all([click(), click(), click(), click()]);
      await receiver.received(2);
      answers.push(await click(), await click());
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 200]);
      gate.open();
      const after = await untilDelivery(api, delivery.id, isFinal);
      await deliverAnother(webhook);
      expect(after).toMatchObject({ status: 'succeeded', attempts_made: 2 });
      expect(receiver.ofEvent(delivery.event_id)).toHaveLength(2);
      expect(await attemptsOf(delivery.id)).toHaveLength(2);
    },
  );
});
