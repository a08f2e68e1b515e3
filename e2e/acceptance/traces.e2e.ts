import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api } from '../support/api.ts';
import { type Collector, type Span, startCollector } from '../support/collector.ts';
import { type Database, migratedDatabase } from '../support/database.ts';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import { type Role, startRole } from '../support/role-process.ts';
import { createWebhook, publish } from '../support/samples.ts';
import { newDataDir, SERVICE_KEY } from '../support/start-server.ts';
import { until } from '../support/until.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
const PRODUCER = 4; // SpanKind of OTLP
const CLIENT = 3;
const FAILED = 2; // of a span's status

const cleanUps: (() => Promise<unknown>)[] = [];
let collector: Collector;
let receiver: Receiver;
let service: Api;
let api: Api;

async function started(role: Role, database: Database, settings: Record<string, string>) {
  const process = await startRole(role, { settings: { DATABASE_URL: database.url, ...settings } });
  cleanUps.push(async () => {
    process.signal('SIGTERM');
    await process.ended;
  });
  await process.untilReady();
  return process;
}

/** One process accepts, another one delivers. */
beforeAll(async () => {
  const database = await migratedDatabase();
  cleanUps.push(() => database.remove());
  const DATA_DIR = await newDataDir();
  cleanUps.push(() => rm(DATA_DIR, { recursive: true, force: true }));
  [collector, receiver] = await Promise.all([startCollector(), startReceiver()]);
  cleanUps.push(
    () => collector.close(),
    () => receiver.close(),
  );
  const settings = {
    DATA_DIR,
    RETRY_DELAYS: '1s,2s',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-token=a%20secret',
    OTEL_SERVICE_NAME: 'webhooks',
  };
  const accepting = await started('api', database, settings);
  await started('worker', database, settings);
  service = new Api(accepting.url, { authorization: `Bearer ${SERVICE_KEY}` });
  api = service.forAccount((await service.post<{ id: string }>('/accounts', { name: 'Acme' })).body.id);
  await createWebhook(api, { url: `${receiver.url}/secret-path?token=secret` });
});
afterAll(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

const spansOf = (eventId: string) =>
  collector.spans.filter((span) => span.attributes['messaging.message.id'] === eventId);
const untilSpans = (eventId: string, count: number) =>
  until(
    () => spansOf(eventId),
    (spans) => spans.length >= count,
    { what: `${count} spans of ${eventId}` },
  );
const one = (spans: Span[], holds: (span: Span) => boolean): Span => {
  const found = spans.filter(holds);
  expect(found).toHaveLength(1);
  return found[0]!; // there is one
};

describe('with a collector', () => {
  test('a trace leads from the publisher through each attempt to the receiver', async () => {
    receiver.next(status(500));
    const traceparent = `00-${TRACE}-${CALLER}-01`;
    const { body: event } = await api.post<{ id: string }>(
      '/events',
      { type: 'tag.created', data: { object: { object: 'tag', id: 'tag_1', name: 'vip' } } },
      { traceparent },
    );
    const spans = await untilSpans(event.id, 3);
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
    expect(new Set(spans.map(({ resource }) => resource['service.name']))).toEqual(new Set(['webhooks']));

    const published = one(spans, ({ kind }) => kind === PRODUCER);
    expect(published).toMatchObject({ name: 'publish', parentSpanId: CALLER });
    expect(published.attributes).toMatchObject({
      'tidings.event.type': 'tag.created',
      'tidings.event.deliveries': 1,
    });
    const attempt = (number: number) =>
      one(
        spans,
        ({ kind, attributes }) => kind === CLIENT && attributes['tidings.attempt.number'] === number,
      );
    const [first, second] = [attempt(1), attempt(2)];
    for (const each of [first, second]) {
      expect(each.parentSpanId).toBe(published.spanId);
      expect(each.attributes).toMatchObject({
        'http.request.method': 'POST',
        'server.address': '127.0.0.1',
        'server.port': receiver.port,
      });
      // Path and query of a webhook are often a secret.
      expect(JSON.stringify(each)).not.toContain('secret');
    }
    expect(first.status.code).toBe(FAILED);
    expect(first.attributes).toMatchObject({ 'http.response.status_code': 500, 'error.type': 'http_5xx' });
    expect(second.attributes).toMatchObject({
      'http.response.status_code': 204,
      'http.request.resend_count': 1,
    });
    expect(second.attributes['error.type']).toBeUndefined();
    expect(receiver.ofEvent(event.id).map(({ headers }) => headers['traceparent'])).toEqual(
      [first, second].map(({ spanId }) => `00-${TRACE}-${spanId}-01`),
    );
    expect(collector.receiver.arrivals[0]?.headers['x-token']).toBe('a secret');
  });

  test('an event that says where it was made goes on there, and not where the request comes from', async () => {
    const [relayed, made] = [TRACE.replace('4', '7'), TRACE.replace('4', '8')];
    const event = { type: 'tag.created', data: { object: { object: 'tag', id: 'tag_1', name: 'vip' } } };
    const { body } = await api.post<{ data: { id: string }[] }>(
      '/events/batch',
      { events: [{ ...event, traceparent: `00-${made}-${CALLER}-01` }, event] },
      { traceparent: `00-${relayed}-${CALLER}-01` },
    );
    for (const [index, trace] of [made, relayed].entries()) {
      const spans = await untilSpans(body.data[index]?.id ?? '', 2);
      expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([trace]));
    }
  });

  test('a trace begins where the publisher has none', async () => {
    const event = await publish(api);
    const spans = await untilSpans(event.id, 2);
    const published = one(spans, ({ kind }) => kind === PRODUCER);
    expect(published.parentSpanId ?? '').toBe('');
    expect(one(spans, ({ kind }) => kind === CLIENT)).toMatchObject({
      traceId: published.traceId,
      parentSpanId: published.spanId,
    });
  });

  test('a trace that its publisher does not record is passed on, and not recorded', async () => {
    const trace = TRACE.replace('4', '5');
    const event = await publishIn(api, `00-${trace}-${CALLER}-00`);
    const arrivals = await until(
      () => receiver.ofEvent(event.id),
      ({ length }) => length === 1,
      { what: 'the event arrives' },
    );
    expect(arrivals[0]?.headers['traceparent']).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-00$`));
    // What comes after it has reached the collector.
    await untilSpans((await publish(api)).id, 2);
    expect(spansOf(event.id)).toEqual([]);
  });

  test('an account key does not decide what is recorded', async () => {
    const made = await api.post<{ key: string }>('/keys', { name: 'CRM', scopes: ['events:write'] });
    const asApp = new Api(api.origin, { authorization: `Bearer ${made.body.key}` });
    const trace = TRACE.replace('4', '6');
    const event = await publishIn(asApp, `00-${trace}-${CALLER}-01`);
    const spans = await untilSpans(event.id, 2);
    expect(spans.map(({ traceId }) => traceId)).not.toContain(trace);
  });

  test('a replay goes on in the trace of its event', async () => {
    const event = await publish(api);
    const before = await untilSpans(event.id, 2);
    expect((await api.post(`/events/${event.id}/replay`, {})).status).toBe(202);
    const spans = await untilSpans(event.id, 3);
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([before[0]?.traceId]));
  });
});

test('a collector that is away holds up nothing', async () => {
  collector.receiver.behaviour = status(503);
  const event = await publish(api);
  await until(
    () => receiver.ofEvent(event.id),
    ({ length }) => length === 1,
    { what: 'the event arrives' },
  );
});

async function publishIn(by: Api, traceparent: string): Promise<{ id: string }> {
  const data = { object: { object: 'tag', id: 'tag_1', name: 'vip' } };
  const answer = await by.post<{ id: string }>('/events', { type: 'tag.created', data }, { traceparent });
  expect(answer.status).toBe(202);
  return answer.body;
}
