import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { Gate, type Receiver, startReceiver, status } from '../support/receiver.ts';
import { createWebhook, deliveryOf, publish, untilDelivery } from '../support/samples.ts';
import {
  type CreatedWebhook,
  type Delivery,
  type Page,
  SECRET,
  type Webhook,
  webhookShape,
} from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { verify } from '../support/verify.ts';

let server: Server;
let receiver: Receiver;

beforeAll(async () => {
  [server, receiver] = await Promise.all([
    startServer({ settings: { RETRY_DELAYS: '1s,1s,2s' } }),
    startReceiver(),
  ]);
});

afterAll(async () => {
  await Promise.all([server?.stop(), receiver?.close()]);
});

describe('creating a webhook', () => {
  test('answers 201 with all of it, where it is, and its secret', async () => {
    const api = await server.newAccount();
    const answer = await api.post<CreatedWebhook>('/webhooks', {
      name: 'CRM',
      description: 'Keeps contacts in step.',
      url: receiver.url,
      events: ['email.opened', 'tag.*'],
      retry: { enabled: true, max_retries: 2, delays: ['30s', '2m'] },
      timeout_seconds: 7,
      headers: { 'X-Team': 'crm' },
    });
    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toBe(`/api/v1/webhooks/${answer.body.id}`);
    expect(answer.body).toEqual({
      ...webhookShape,
      name: 'CRM',
      description: 'Keeps contacts in step.',
      url: receiver.url,
      events: ['email.opened', 'tag.*'],
      payload_style: 'snapshot',
      status: 'active',
      disabled_reason: null,
      health: 'idle',
      retry: { enabled: true, max_retries: 2, delays: ['30s', '2m'] },
      timeout_seconds: 7,
      headers: { 'X-Team': 'crm' },
      created_by: { type: 'service', id: expect.any(String), name: expect.any(String) },
      secret: expect.stringMatching(SECRET),
    });
  });

  test('fills in what was left out', async () => {
    const api = await server.newAccount();
    const webhook = await createWebhook(api, { url: receiver.url, events: ['*'] });
    expect(webhook).toMatchObject({
      name: `127.0.0.1:${receiver.port}`,
      description: '',
      retry: { enabled: true, max_retries: 5, delays: ['1s', '1s', '2s'] },
      timeout_seconds: 5,
      headers: {},
    });
  });

  test('shows the secret this once and never again', async () => {
    const api = await server.newAccount();
    const { id, secret, secret_hint } = await createWebhook(api, { url: receiver.url });
    const later = await Promise.all([
      api.get(`/webhooks/${id}`),
      api.get('/webhooks'),
      api.patch(`/webhooks/${id}`, { name: 'Renamed' }),
    ]);
    for (const { text } of later) {
      expect(text).toContain(secret_hint);
      expect(text).not.toContain(secret);
      expect(text).not.toContain(secret.slice('whsec_'.length));
      expect(text).not.toContain('"secret"');
    }
    expect(secret.endsWith(secret_hint.slice('whsec_…'.length))).toBe(true);
    expect(secret_hint.length).toBeLessThanOrEqual('whsec_…'.length + 6);
  });

  test('proves the endpoint first and pings it afterwards, where that is asked for', async () => {
    const api = await server.newAccount();
    const own = await startReceiver();
    own.next((response, { body }) => {
      response.end((JSON.parse(body.toString()) as { challenge: string }).challenge);
    });
    await createWebhook(api, { url: receiver.url, events: ['*'] });
    const asked = { url: own.url, events: ['tag.*'], verify: 'challenge', ping: true };
    const { id, secret } = await createWebhook(api, asked);
    const [challenge, ping] = await own.received(2);
    expect(JSON.parse(challenge!.body.toString())).toEqual({
      type: 'url_verification',
      challenge: expect.any(String),
    });
    expect(challenge!.headers['webhook-signature']).toBeUndefined();
    expect(verify(ping!, secret)).toMatchObject({ type: 'webhook.ping', data: { object: { id } } });
    const { data } = (await api.get<Page<Delivery>>(`/webhooks/${id}/deliveries`)).body;
    expect(data).toMatchObject([{ event_type: 'webhook.ping', event_id: ping!.headers['webhook-id'] }]);
    const elsewhere = receiver.arrivals.map(({ headers }) => headers['x-tidings-event']);
    expect(elsewhere).not.toContain('webhook.ping');
    await own.close();
  });

  test('makes none of an endpoint that does not answer its challenge, and says what came instead', async () => {
    const api = await server.newAccount();
    const asked = { url: receiver.url, events: ['*'], verify: 'challenge', ping: true };
    const refused = await api.post('/webhooks', asked);
    expectProblem(refused, 422, '/verify');
    expect(refused.text).toContain('Endpoint answered 204 with an empty body.');
    expect((await api.get<Page<Webhook>>('/webhooks')).body.data).toEqual([]);
    expect((await api.get<Page<object>>('/events')).body.data).toEqual([]);
    expectProblem(await api.post('/webhooks', { ...asked, verify: 'email' }), 422, '/verify');
  });

  test('gives every webhook a secret of its own', async () => {
    const api = await server.newAccount();
    const made = await Promise.all([1, 2, 3, 4].map(() => createWebhook(api, { url: receiver.url })));
    expect(new Set(made.map(({ secret }) => secret)).size).toBe(4);
  });
});

describe('listing webhooks', () => {
  test('comes newest first, page by page, whatever is made meanwhile', async () => {
    const api = await server.newAccount();
    const made: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      made.unshift((await createWebhook(api, { name, url: receiver.url })).id);
    }
    const pages: Page<Webhook>[] = [];
    for (let cursor = ''; ;) {
      const { body } = await api.get<Page<Webhook>>(`/webhooks?limit=2${cursor}`);
      pages.push(body);
      await createWebhook(api, { name: 'meanwhile', url: receiver.url });
      if (!body.has_more) break;
      cursor = `&cursor=${encodeURIComponent(body.next_cursor ?? '')}`;
    }
    expect(pages.map(({ data }) => data.length)).toEqual([2, 2, 1]);
    expect(pages.map(({ has_more }) => has_more)).toEqual([true, true, false]);
    expect(pages.at(-1)?.next_cursor).toBeNull();
    expect(pages.flatMap(({ data }) => data.map(({ id }) => id))).toEqual(made);
    for (const webhook of pages.flatMap(({ data }) => data)) expect(webhook).toEqual(webhookShape);
  });

  test('finds by status and by part of name or URL, without wildcards of its own', async () => {
    const api = await server.newAccount();
    const crm = await createWebhook(api, { name: '100% CRM', url: receiver.url });
    const billing = await createWebhook(api, { name: 'Billing_2', url: `${receiver.url}/billing` });
    await api.patch(`/webhooks/${billing.id}`, { status: 'paused' });
    const find = async (query: string) =>
      (await api.get<Page<Webhook>>(`/webhooks?${query}`)).body.data.map(({ id }) => id);
    expect(await find('status=paused')).toEqual([billing.id]);
    expect(await find('status=active')).toEqual([crm.id]);
    expect(await find('q=crm')).toEqual([crm.id]);
    expect(await find('q=%2Fbilling')).toEqual([billing.id]);
    expect(await find('q=%25')).toEqual([crm.id]);
    expect(await find('q=_')).toEqual([billing.id]);
    expect(await find('q=%5C')).toEqual([]);
  });
});

describe('changing a webhook', () => {
  test('changes what is given and leaves the rest', async () => {
    const api = await server.newAccount();
    const { secret: _, ...before } = await createWebhook(api, {
      name: 'CRM',
      url: receiver.url,
      retry: { max_retries: 2 },
      headers: { 'x-team': 'crm' },
    });
    const changed = await api.patch<Webhook>(`/webhooks/${before.id}`, {
      description: 'New',
      events: ['tag.created'],
      retry: { enabled: false },
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toEqual({
      ...before,
      description: 'New',
      events: ['tag.created'],
      retry: { ...before.retry, enabled: false },
      updated_at: changed.body.updated_at,
    });
    expect(Date.parse(changed.body.updated_at)).toBeGreaterThanOrEqual(Date.parse(before.updated_at));
    expect((await api.get(`/webhooks/${before.id}`)).body).toEqual(changed.body);
  });

  test('to nothing new changes nothing, also not when it was changed', async () => {
    const api = await server.newAccount();
    const { secret: _, ...before } = await createWebhook(api, { url: receiver.url, rate_limit: 7 });
    for (const same of [{}, { retry: {} }, { rate_limit: 7, status: 'active' }]) {
      expect((await api.patch(`/webhooks/${before.id}`, same)).body).toEqual(before);
    }
  });

  test('sets a rate limit from 1 to 10,000 a second, and takes it away', async () => {
    const api = await server.newAccount();
    const { id } = await createWebhook(api, { url: receiver.url });
    for (const rate_limit of [1, 10_000, null]) {
      expect((await api.patch(`/webhooks/${id}`, { rate_limit })).body).toMatchObject({ rate_limit });
    }
    for (const rate_limit of [0, -1, 10_001, 1.5, '5']) {
      expectProblem(await api.patch(`/webhooks/${id}`, { rate_limit }), 422, '/rate_limit');
    }
  });

  test('applies to the next event: its type, URL and headers', async () => {
    const api = await server.newAccount();
    const { id } = await createWebhook(api, { url: `${receiver.url}/old`, events: ['email.*'] });
    expect((await publish(api)).deliveries).toBe(0);
    await api.patch(`/webhooks/${id}`, {
      url: `${receiver.url}/new`,
      events: ['tag.*'],
      headers: { 'X-Team': 'crm' },
    });
    const event = await publish(api);
    expect(event.deliveries).toBe(1);
    const delivery = await deliveryOf(api, id, event.id);
    await untilDelivery(api, delivery.id, ({ status }) => status === 'succeeded');
    expect(receiver.ofEvent(event.id)).toMatchObject([{ path: '/hooks/new', headers: { 'x-team': 'crm' } }]);
  });
});

describe('replacing a webhook', () => {
  const put = (api: Api, id: string, body: object) =>
    api.send<Webhook>('PUT', `/webhooks/${id}`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('lets all that is left out fall back to its default, and keeps what is no configuration', async () => {
    const api = await server.newAccount();
    const { secret: _, ...before } = await createWebhook(api, {
      name: 'CRM',
      description: 'Old',
      url: receiver.url,
      retry: { enabled: false, max_retries: 1, delays: ['1h'] },
      timeout_seconds: 9,
      headers: { 'X-Team': 'crm' },
      rate_limit: 3,
    });
    await api.patch(`/webhooks/${before.id}`, { status: 'paused' });
    const answer = await put(api, before.id, { url: `${receiver.url}/new`, events: ['tag.*', '*', 'tag.*'] });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      ...before,
      name: `127.0.0.1:${receiver.port}`,
      description: '',
      url: `${receiver.url}/new`,
      events: ['tag.*', '*'],
      status: 'paused',
      retry: { enabled: true, max_retries: 5, delays: ['1s', '1s', '2s'] },
      timeout_seconds: 5,
      headers: {},
      rate_limit: null,
      updated_at: answer.body.updated_at,
    });
    expect((await api.get(`/webhooks/${before.id}`)).body).toEqual(answer.body);
  });

  test('needs a URL and events, and is refused whole', async () => {
    const api = await server.newAccount();
    const { secret: _, ...before } = await createWebhook(api, { name: 'CRM', url: receiver.url });
    expectProblem(await put(api, before.id, { url: receiver.url }), 422, '/events');
    expectProblem(await put(api, before.id, { events: ['*'] }), 422, '/url');
    expectProblem(
      await put(api, before.id, { url: receiver.url, events: ['*'], status: 'paused' }),
      422,
      '/status',
    );
    expectProblem(await put(api, before.id, { url: receiver.url, events: ['*'], ping: true }), 422, '/ping');
    expect((await api.get(`/webhooks/${before.id}`)).body).toEqual(before);
  });

  test("leads nowhere with another account's id", async () => {
    const [api, stranger] = await Promise.all([server.newAccount(), server.newAccount()]);
    const { secret: _, ...before } = await createWebhook(api, { url: receiver.url });
    expectProblem(await put(stranger, before.id, { url: receiver.url, events: ['tag.*'] }), 404);
    expect((await api.get(`/webhooks/${before.id}`)).body).toEqual(before);
  });
});

describe('pausing a webhook', () => {
  test('makes no new deliveries, lets pending ones wait, and resuming lets them go on', async () => {
    const api = await server.newAccount();
    const [quiet, other] = await Promise.all([startReceiver(), startReceiver()]);
    quiet.next(status(500));
    other.next(status(500));
    const paused = await createWebhook(api, { url: quiet.url, retry: { delays: ['1s'] } });
    // Its retry falls due later than the paused one's, so when it arrives the other would have, too.
    const witness = await createWebhook(api, { url: other.url, retry: { delays: ['3s'] } });
    const event = await publish(api);
    const waiting = await deliveryOf(api, paused.id, event.id);
    await untilDelivery(api, waiting.id, ({ attempts_made }) => attempts_made === 1);
    const answer = await api.patch<Webhook>(`/webhooks/${paused.id}`, { status: 'paused' });
    expect(answer.body.status).toBe('paused');
    expect((await publish(api)).deliveries).toBe(1);
    await other.received(3);
    expect(quiet.arrivals).toHaveLength(1);
    expect((await api.get<Delivery>(`/deliveries/${waiting.id}`)).body).toMatchObject({
      status: 'retrying',
      attempts_made: 1,
    });
    expectProblem(await api.post(`/deliveries/${waiting.id}/retry`), 409);
    expect(quiet.arrivals).toHaveLength(1);

    expect((await api.patch<Webhook>(`/webhooks/${paused.id}`, { status: 'active' })).body.status).toBe(
      'active',
    );
    await untilDelivery(api, waiting.id, (delivery) => delivery.status === 'succeeded');
    expect(quiet.arrivals.map(({ headers }) => headers['webhook-id'])).toEqual([event.id, event.id]);
    expect((await api.get<Page<Delivery>>(`/webhooks/${paused.id}/deliveries`)).body.data).toHaveLength(1);
    expect((await api.get<Page<Delivery>>(`/webhooks/${witness.id}/deliveries`)).body.data).toHaveLength(2);
    await Promise.all([quiet.close(), other.close()]);
  });

  test('lets an attempt that is under way finish and be recorded', async () => {
    const api = await server.newAccount();
    const slow = await startReceiver();
    const gate = new Gate();
    slow.behaviour = gate.behaviour;
    const { id } = await createWebhook(api, { url: slow.url });
    const event = await publish(api);
    await slow.received(1);
    await api.patch(`/webhooks/${id}`, { status: 'paused' });
    gate.open();
    const delivery = await deliveryOf(api, id, event.id);
    await untilDelivery(api, delivery.id, (each) => each.status === 'succeeded');
    await slow.close();
  });
});

describe('deleting a webhook', () => {
  test('answers 204 without a body, and then it is not there', async () => {
    const api = await server.newAccount();
    const { id } = await createWebhook(api, { url: receiver.url });
    const deleted = await api.delete(`/webhooks/${id}`);
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expectProblem(await api.get(`/webhooks/${id}`), 404);
    expectProblem(await api.delete(`/webhooks/${id}`), 404);
    expectProblem(await api.patch(`/webhooks/${id}`, { name: 'Ghost' }), 404);
    expectProblem(await api.get(`/webhooks/${id}/deliveries`), 404);
    expect((await api.get<Page<Webhook>>('/webhooks')).body.data).toEqual([]);
    expect((await publish(api)).deliveries).toBe(0);
  });

  test('cancels what waits for it', async () => {
    const api: Api = await server.newAccount();
    const failing = await startReceiver();
    failing.behaviour = status(500);
    const { id } = await createWebhook(api, { url: failing.url, retry: { delays: ['1h'] } });
    const event = await publish(api);
    const delivery = await deliveryOf(api, id, event.id);
    await untilDelivery(api, delivery.id, (each) => each.status === 'retrying');
    await api.delete(`/webhooks/${id}`);
    const after = await api.get<Delivery>(`/deliveries/${delivery.id}`);
    expect(after.body).toMatchObject({ status: 'cancelled', next_attempt_at: null, attempts_made: 1 });
    await failing.close();
  });
});
