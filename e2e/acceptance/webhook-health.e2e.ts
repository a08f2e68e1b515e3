import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import { createWebhook, publish } from '../support/samples.ts';
import type { Delivery, Page, Webhook } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

type Stats = {
  totals: {
    deliveries: number;
    succeeded: number;
    failed: number;
    success_rate: number | null;
    duration_ms: { min: number | null; p95: number | null };
  };
  series: { at: string; total: number; failed: number; duration_ms: object }[];
};
type Tested = {
  success: boolean;
  attempt: { status_code: number | null; request: { headers: Record<string, string> } };
  causes: string[];
  secret?: string;
};
type Diagnosed = { checks: { name: string; result: string; detail: string; next_step: string | null }[] };

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

const untilEnded = (id: string, count: number) =>
  until(
    async () => (await api.get<Page<Delivery>>(`/webhooks/${id}/deliveries?limit=100`)).body.data,
    (deliveries) => deliveries.filter((each) => each.attempts_made > 0).length === count,
    { what: `${count} deliveries were attempted` },
  );

describe('GET /webhooks/{id}/stats', () => {
  test('tells of every hour what came of it', async () => {
    const { id } = await createWebhook(api, { url: receiver.url, retry: { enabled: false } });
    receiver.next(status(500));
    for (let count = 0; count < 4; count += 1) await publish(api);
    await untilEnded(id, 4);
    const { body } = await api.get<Stats>(`/webhooks/${id}/stats?window=24h`);
    expect(body.totals).toMatchObject({ deliveries: 4, succeeded: 3, failed: 1, success_rate: 0.75 });
    expect(body.totals.duration_ms.p95).toEqual(expect.any(Number));
    expect(body.series).toHaveLength(24);
    // An hour may have turned meanwhile.
    const last = body.series.slice(-2);
    expect(last.reduce((sum, point) => sum + point.total, 0)).toBe(4);
    expect(last.reduce((sum, point) => sum + point.failed, 0)).toBe(1);
    expect((await api.get<Stats>(`/webhooks/${id}/stats?window=7d`)).body.series).toHaveLength(168);
    expect((await api.get<Stats>(`/webhooks/${id}/stats?window=30d`)).body.series).toHaveLength(30);
  });

  test.each(['window=1h', 'window=', 'time_zone=Nowhere'])('refuses %s', async (query) => {
    const { id } = await createWebhook(api, { url: receiver.url });
    expect((await api.get(`/webhooks/${id}/stats?${query}`)).status).toBe(422);
  });
});

test('a webhook that fails is found by its health', async () => {
  const { id } = await createWebhook(api, { url: receiver.url });
  await createWebhook(api, { url: 'https://93.184.215.14/hooks', events: ['tag.deleted'] });
  receiver.behaviour = status(500);
  for (let count = 0; count < 5; count += 1) await publish(api);
  await until(
    async () => (await api.get<Page<Webhook>>('/webhooks?health=failing')).body.data.map((each) => each.id),
    (ids) => ids.length === 1 && ids[0] === id,
    { what: 'it is among those that fail' },
  );
  expect((await api.get<Page<Webhook>>('/webhooks?badge=active')).body.data).toHaveLength(1);
});

describe('POST /webhooks/test', () => {
  test('tries a URL that is not saved', async () => {
    const { status: code, body } = await api.post<Tested>('/webhooks/test', {
      url: receiver.url,
      type: 'tag.created',
    });
    expect(code).toBe(200);
    expect(body).toMatchObject({ success: true, attempt: { status_code: 204 }, causes: [] });
    expect(body.secret).toMatch(/^whsec_/);
    expect(receiver.arrivals).toHaveLength(1);
  });

  test('goes to no private address', async () => {
    const { status: code } = await api.post('/webhooks/test', {
      url: 'https://169.254.169.254/',
      type: 'tag.created',
    });
    expect(code).toBe(422);
  });
});

test('POST /webhooks/{id}/test is in the log as a test, and says what may be wrong', async () => {
  const { id } = await createWebhook(api, { url: receiver.url, timeout_seconds: 1 });
  receiver.behaviour = status(404);
  const { body } = await api.post<Tested>(`/webhooks/${id}/test`, { type: 'email.opened' });
  expect(body).toMatchObject({ success: false, attempt: { status_code: 404 } });
  expect(body.causes[0]).toMatch(/404.*Check the path/);
  const [logged] = (await api.get<Page<Delivery>>(`/webhooks/${id}/deliveries`)).body.data;
  expect(logged).toMatchObject({
    trigger: 'test',
    status: 'failed',
    event_type: 'email.opened',
  });
  expect((await api.get<Webhook & { health: string }>(`/webhooks/${id}`)).body.health).toBe('idle');
});

test('a past event can be sent as a test', async () => {
  const { id } = await createWebhook(api, { url: receiver.url });
  const event = await publish(api);
  await untilEnded(id, 1);
  await api.post<Tested>(`/webhooks/${id}/test`, { event_id: event.id });
  expect(receiver.arrivals.map(({ headers }) => headers['webhook-id'])).toEqual([event.id, event.id]);
});

test('POST /webhooks/{id}/diagnose says of each step what was found', async () => {
  const { id } = await createWebhook(api, { url: receiver.url });
  const { status: code, body } = await api.post<Diagnosed>(`/webhooks/${id}/diagnose`, {});
  expect(code).toBe(200);
  expect(body.checks.map(({ name }) => name)).toEqual([
    'status',
    'dns',
    'address',
    'tcp',
    'tls',
    'response',
    'subscriptions',
    'filter',
    'signatures',
  ]);
  expect(body.checks.every(({ result }) => ['pass', 'warn', 'fail'].includes(result))).toBe(true);
});

test('/metrics tells of attempts, and of no account', async () => {
  const { id } = await createWebhook(api, { url: receiver.url });
  await publish(api);
  await untilEnded(id, 1);
  const text = await (await fetch(new URL('/metrics', server.url))).text();
  expect(text).toMatch(/^tidings_attempts_total\{outcome="succeeded"\} [1-9]/m);
  expect(text).not.toMatch(/acct_|wh_/);
});
