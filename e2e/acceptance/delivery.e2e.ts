import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import {
  createWebhook,
  deliveryOf,
  isFinal,
  publish,
  TAG_CREATED,
  untilDelivery,
} from '../support/samples.ts';
import { anId, type Attempt, type CreatedWebhook, ISO_TIME } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { verify } from '../support/verify.ts';

let server: Server;
let receiver: Receiver;
let api: Api & { accountId: string };

beforeAll(async () => {
  server = await startServer({ settings: { RETRY_DELAYS: '1s,1s,2s' } });
});

afterAll(() => server?.stop());

beforeEach(async () => {
  receiver = await startReceiver();
  api = await server.newAccount();
});

afterEach(() => receiver.close());

/** Publishes to one webhook and waits for the end of its delivery. */
async function deliver(webhook: CreatedWebhook, input: Record<string, unknown> = {}) {
  const event = await publish(api, input);
  const { id } = await deliveryOf(api, webhook.id, event.id);
  const delivery = await untilDelivery(api, id, isFinal);
  return { event, delivery, attempts: await attemptsOf(id) };
}

async function attemptsOf(deliveryId: string): Promise<Attempt[]> {
  return (await api.get<{ data: Attempt[] }>(`/deliveries/${deliveryId}/attempts`)).body.data;
}

describe('the first attempt', () => {
  test('posts the envelope, which two public libraries verify with the secret', async () => {
    const webhook = await createWebhook(api, { url: `${receiver.url}?tenant=a%20b` });
    const { event } = await deliver(webhook, { created_at: '2026-11-20T14:34:00.000Z' });
    const [arrival] = await receiver.received(1);
    expect(arrival).toMatchObject({ method: 'POST', path: '/hooks?tenant=a%20b' });
    const envelope = {
      id: event.id,
      type: 'tag.created',
      api_version: event.api_version,
      created_at: '2026-11-20T14:34:00.000Z',
      account_id: api.accountId,
      data: TAG_CREATED.data,
    };
    expect(verify(arrival!, webhook.secret)).toEqual(envelope);
    expect(Object.keys(JSON.parse(arrival!.body.toString()) as object)).toEqual(Object.keys(envelope));
    expect(() =>
      verify({ ...arrival!, body: Buffer.concat([arrival!.body, Buffer.from(' ')]) }, webhook.secret),
    ).toThrow();
    const other = await createWebhook(api, { url: receiver.url, events: ['tag.deleted'] });
    expect(() => verify(arrival!, other.secret)).toThrow();
  });

  test('has the headers of the contract, and custom ones that cannot pass for them', async () => {
    for (const name of ['X-Tidings-Event', 'x-tidings-retry-num', 'webhook-id']) {
      const forged = { url: receiver.url, events: ['*'], headers: { [name]: 'forged' } };
      expectProblem(await api.post('/webhooks', forged), 422, `/headers/${name}`);
    }
    const headers = { 'X-Team': 'crm', Authorization: 'Bearer theirs' };
    const webhook = await createWebhook(api, { url: receiver.url, headers });
    const { event, delivery } = await deliver(webhook);
    const [arrival] = await receiver.received(1);
    expect(arrival?.headers).toMatchObject({
      host: `127.0.0.1:${receiver.port}`,
      'content-type': 'application/json',
      'content-length': String(arrival?.body.length),
      'user-agent': expect.stringMatching(/^Tidings/),
      'webhook-id': event.id,
      'webhook-timestamp': expect.stringMatching(/^\d{10}$/),
      'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
      'x-tidings-event': 'tag.created',
      'x-tidings-delivery-id': delivery.id,
      'x-tidings-attempt': '1',
      'x-team': 'crm',
      authorization: 'Bearer theirs',
    });
    expect(arrival?.headers).not.toHaveProperty('x-tidings-retry-num');
    expect(arrival?.headers).not.toHaveProperty('x-tidings-retry-reason');
  });

  test('is stored with request, response and the time of each phase', async () => {
    receiver.next(
      status(201, { 'content-type': 'text/plain; charset=utf-8', 'x-answer': '42' }, 'Danke schön'),
    );
    const webhook = await createWebhook(api, { url: receiver.url });
    const { delivery, attempts } = await deliver(webhook);
    const [arrival] = await receiver.received(1);
    expect(attempts).toEqual([
      expect.objectContaining({
        id: anId('att'),
        delivery_id: delivery.id,
        number: 1,
        started_at: ISO_TIME,
        outcome: 'succeeded',
        error: null,
        status_code: 201,
        request: { url: receiver.url, headers: expect.any(Object), body: arrival?.body.toString() },
        response: {
          headers: expect.objectContaining({ 'content-type': 'text/plain; charset=utf-8', 'x-answer': '42' }),
          body: 'Danke schön',
          truncated: false,
        },
      }),
    ]);
    const { request, timings, duration_ms } = attempts[0]!;
    for (const name of [
      'content-type',
      'user-agent',
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
      'x-tidings-attempt',
    ]) {
      expect(request.headers[name], name).toBe(arrival?.headers[name]);
    }
    expect(timings).toEqual({
      dns: null,
      connect: expect.any(Number),
      tls: null,
      first_byte: expect.any(Number),
      total: expect.any(Number),
    });
    expect(timings.total).toBeGreaterThanOrEqual(timings.first_byte!);
    expect(timings.first_byte).toBeGreaterThanOrEqual(timings.connect!);
    expect(Math.abs(duration_ms! - timings.total!)).toBeLessThanOrEqual(1);
  });

  test('of one event goes to every webhook that wants it, each signed with its own secret', async () => {
    const webhooks = await Promise.all(
      [1, 2, 3].map((n) => createWebhook(api, { url: `${receiver.url}/${n}` })),
    );
    const event = await publish(api);
    expect(event.deliveries).toBe(3);
    const arrivals = await receiver.received(3);
    for (const [index, webhook] of webhooks.entries()) {
      const own = arrivals.find(({ path }) => path === `/hooks/${index + 1}`);
      expect(verify(own!, webhook.secret).id).toBe(event.id);
    }
    expect(new Set(arrivals.map(({ body }) => body.toString())).size).toBe(1);
  });

  test('carries 256 KiB of any text as it was published', async () => {
    const webhook = await createWebhook(api, { url: receiver.url });
    const note = 'Grüße 👋 \u2028\u0001"\\</script>'.repeat(5_000);
    const data = { object: { ...TAG_CREATED.data.object, note } };
    const { attempts } = await deliver(webhook, { data });
    const [arrival] = await receiver.received(1);
    expect(verify(arrival!, webhook.secret).data).toEqual(data);
    expect(attempts[0]?.request.body).toBe(arrival!.body.toString());
  });
});

describe('retries', () => {
  test('come after each delay and never early, with the same id and bytes, signed anew, and end at the last', async () => {
    receiver.behaviour = status(503, {}, 'busy');
    const webhook = await createWebhook(api, { url: receiver.url });
    const { event, delivery, attempts } = await deliver(webhook);
    expect(delivery).toMatchObject({
      status: 'failed',
      attempts_made: 4,
      attempts_max: 4,
      next_attempt_at: null,
      last_status_code: 503,
      last_error: 'http_5xx',
    });
    expect(attempts.map(({ number, outcome, error }) => [number, outcome, error])).toEqual(
      [1, 2, 3, 4].map((number) => [number, 'failed', 'http_5xx']),
    );
    const arrivals = receiver.ofEvent(event.id);
    expect(arrivals).toHaveLength(4);
    const gaps = arrivals.slice(1).map(({ atMs }, index) => atMs - arrivals[index]!.atMs);
    for (const [index, delayMs] of [1000, 1000, 2000].entries())
      expect(gaps[index]).toBeGreaterThanOrEqual(delayMs);

    expect(new Set(arrivals.map(({ body }) => body.toString())).size).toBe(1);
    for (const arrival of arrivals) expect(verify(arrival, webhook.secret).id).toBe(event.id);
    const stamps = arrivals.map(({ headers }) => Number(headers['webhook-timestamp']));
    for (const [index, stamp] of stamps.slice(1).entries()) expect(stamp).toBeGreaterThan(stamps[index]!);
    expect(new Set(arrivals.map(({ headers }) => headers['webhook-signature'])).size).toBe(4);

    const seen = arrivals.map(({ headers }) => [
      headers['x-tidings-attempt'],
      headers['x-tidings-retry-num'],
      headers['x-tidings-retry-reason'],
    ]);
    expect(seen).toEqual([
      ['1', undefined, undefined],
      ['2', '1', 'http_5xx'],
      ['3', '2', 'http_5xx'],
      ['4', '3', 'http_5xx'],
    ]);
    expect(new Set(arrivals.map(({ headers }) => headers['x-tidings-delivery-id']))).toEqual(
      new Set([delivery.id]),
    );
  });

  test('end with the first success', async () => {
    receiver.next(status(500), status(404), status(200));
    const webhook = await createWebhook(api, { url: receiver.url });
    const { delivery, attempts } = await deliver(webhook);
    expect(delivery).toMatchObject({
      status: 'succeeded',
      attempts_made: 3,
      last_status_code: 200,
      last_error: null,
      next_attempt_at: null,
    });
    expect(attempts.map(({ error }) => error)).toEqual(['http_5xx', 'http_4xx', null]);
  });

  test.each([
    [{ enabled: false }, 1],
    [{ max_retries: 0 }, 1],
    [{ max_retries: 2 }, 3],
    [{ max_retries: 10 }, 4],
    [{ max_retries: 10, delays: ['1h', '1h'] }, 3],
    [{ max_retries: 1, delays: ['1h', '1h'] }, 2],
  ])('are as many as the webhook says: %j makes %i attempts at most', async (retry, attemptsMax) => {
    const webhook = await createWebhook(api, { url: receiver.url, retry });
    const { delivery } = await deliver(webhook);
    expect(delivery.attempts_max).toBe(attemptsMax);
  });

  test('fail at once where there are none', async () => {
    receiver.behaviour = status(500);
    const webhook = await createWebhook(api, { url: receiver.url, retry: { enabled: false } });
    const { delivery } = await deliver(webhook);
    expect(delivery).toMatchObject({
      status: 'failed',
      attempts_made: 1,
      attempts_max: 1,
      next_attempt_at: null,
    });
  });

  test('are planned one delay after the failure, stretched by a fifth at most', async () => {
    receiver.behaviour = status(500);
    const webhook = await createWebhook(api, { url: receiver.url, retry: { delays: ['1h', '2h'] } });
    const hourMs = 3_600_000;
    for (let count = 0; count < 5; count += 1) {
      const event = await publish(api);
      const { id } = await deliveryOf(api, webhook.id, event.id);
      const { next_attempt_at, created_at, updated_at } = await untilDelivery(
        api,
        id,
        (each) => each.status === 'retrying',
      );
      expect(Date.parse(next_attempt_at!)).toBeGreaterThanOrEqual(Date.parse(created_at) + hourMs);
      expect(Date.parse(next_attempt_at!)).toBeLessThanOrEqual(Date.parse(updated_at) + 1.2 * hourMs);
    }
  });
});

describe('a webhook that fails', () => {
  test('is failing after five failures in a row, and healthy after a success', async () => {
    const webhook = await createWebhook(api, { url: receiver.url, retry: { enabled: false } });
    const health = async () => (await api.get<{ health: string }>(`/webhooks/${webhook.id}`)).body.health;
    await deliver(webhook);
    expect(await health()).toBe('healthy');
    receiver.behaviour = status(500);
    for (let count = 0; count < 4; count += 1) await deliver(webhook);
    expect(await health()).toBe('healthy');
    await deliver(webhook);
    expect(await health()).toBe('failing');
    receiver.behaviour = status(204);
    await deliver(webhook);
    expect(await health()).toBe('healthy');
  });

  test('does not hold up another one, even when it takes all its time', async () => {
    const hanging = await startReceiver();
    hanging.behaviour = () => undefined;
    await createWebhook(api, { url: hanging.url, timeout_seconds: 30 });
    const good = await createWebhook(api, { url: receiver.url });
    const published = await Promise.all(Array.from({ length: 20 }, () => publish(api)));
    await hanging.received(1);
    for (const event of published) {
      const { id } = await deliveryOf(api, good.id, event.id);
      expect(await untilDelivery(api, id, isFinal)).toMatchObject({ status: 'succeeded' });
    }
    await hanging.close();
  });
});
