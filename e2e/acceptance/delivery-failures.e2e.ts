import { createServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { freePort } from '../support/free-port.ts';
import {
  type Behaviour,
  cutShort,
  drip,
  flood,
  hang,
  type Receiver,
  redirect,
  reset,
  startReceiver,
  status,
} from '../support/receiver.ts';
import { createWebhook, deliveryOf, isFinal, publish, untilDelivery } from '../support/samples.ts';
import type { Attempt, Delivery } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';

const KIB = 1024;
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

/** One attempt without retries, to `url` or to the receiver that behaves as given. */
async function attempt(given: { behaviour?: Behaviour; url?: string; timeoutSeconds?: number }) {
  receiver.behaviour = given.behaviour ?? receiver.behaviour;
  const webhook = await createWebhook(api, {
    url: given.url ?? receiver.url,
    timeout_seconds: given.timeoutSeconds ?? 1,
    retry: { enabled: false },
  });
  const event = await publish(api);
  const { id } = await deliveryOf(api, webhook.id, event.id);
  const delivery = await untilDelivery(api, id, isFinal);
  const { body } = await api.get<{ data: Attempt[] }>(`/deliveries/${id}/attempts`);
  expect(body.data).toHaveLength(1);
  return { delivery, attempt: body.data[0]! };
}

function expectFailure(
  made: { delivery: Delivery; attempt: Attempt },
  error: string,
  statusCode: number | null,
): void {
  expect(made.delivery).toMatchObject({ status: 'failed', last_error: error, last_status_code: statusCode });
  expect(made.attempt).toMatchObject({ outcome: 'failed', error, status_code: statusCode });
}

describe('an attempt fails', () => {
  test.each([
    [300, 'http_3xx'],
    [304, 'http_3xx'],
    [400, 'http_4xx'],
    [401, 'http_4xx'],
    [404, 'http_4xx'],
    [429, 'http_4xx'],
    [500, 'http_5xx'],
    [503, 'http_5xx'],
    [599, 'http_5xx'],
  ])('with the status when the answer is %i', async (code, error) => {
    const made = await attempt({ behaviour: status(code) });
    expectFailure(made, error, code);
    expect(made.attempt.response).toMatchObject({ body: '', truncated: false });
  });

  test('at a redirect, which is shown and not followed', async () => {
    const elsewhere = await startReceiver();
    const made = await attempt({ behaviour: redirect(elsewhere.url) });
    expectFailure(made, 'http_3xx', 302);
    expect(made.attempt.response?.headers).toMatchObject({ location: elsewhere.url });
    expect(elsewhere.arrivals).toEqual([]);
    expect(receiver.arrivals).toHaveLength(1);
    await elsewhere.close();
  });

  test('with "timeout" when no answer comes', async () => {
    const made = await attempt({ behaviour: hang });
    expectFailure(made, 'timeout', null);
    expect(made.attempt).toMatchObject({ response: null, timings: { first_byte: null } });
    expect(made.attempt.duration_ms).toBeGreaterThanOrEqual(999);
  });

  test('with "timeout" when a good answer drips and never ends, and keeps what came', async () => {
    const made = await attempt({ behaviour: drip });
    expectFailure(made, 'timeout', 200);
    expect(made.attempt.response?.body).toMatch(/^\.+$/);
    expect(made.attempt.duration_ms).toBeGreaterThanOrEqual(999);
  });

  test('with "refused" when nobody listens', async () => {
    const made = await attempt({ url: `http://127.0.0.1:${await freePort()}/` });
    expectFailure(made, 'refused', null);
    expect(made.attempt).toMatchObject({ response: null, timings: { first_byte: null, tls: null } });
  });

  test('with "reset" when the connection is cut instead of an answer', async () => {
    expectFailure(await attempt({ behaviour: reset }), 'reset', null);
  });

  test('with "reset" when the connection is cut within the answer', async () => {
    const made = await attempt({ behaviour: cutShort });
    expectFailure(made, 'reset', 200);
    expect(made.attempt.response?.body).toBe('half');
  });

  test('with "tls" when the other side does not speak it', async () => {
    expectFailure(await attempt({ url: receiver.url.replace('http:', 'https:') }), 'tls', null);
    expect(receiver.arrivals).toEqual([]);
  });

  test('with "dns" when the name does not exist', async () => {
    expectFailure(await attempt({ url: 'https://nowhere.invalid/', timeoutSeconds: 30 }), 'dns', null);
  });

  test('with "protocol" when the answer is not HTTP', async () => {
    const tcp = await listen(
      createServer((socket) => socket.once('data', () => socket.end('220 smtp.example.com ESMTP\r\n'))),
    );
    expectFailure(await attempt({ url: urlOf(tcp) }), 'protocol', null);
    tcp.close();
  });

  test('with "protocol" when the headers of the answer do not end', async () => {
    const tcp = await listen(
      createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\nx-big: ${'x'.repeat(256 * KIB)}`));
      }),
    );
    expectFailure(await attempt({ url: urlOf(tcp), timeoutSeconds: 5 }), 'protocol', null);
    tcp.close();
  });

  test('when the other side closes without a word', async () => {
    const tcp = await listen(createServer((socket) => socket.once('data', () => socket.end())));
    expectFailure(await attempt({ url: urlOf(tcp) }), 'reset', null);
    tcp.close();
  });
});

describe('after a failed attempt the receiver decides about the next one', () => {
  const HOUR_MS = 3_600_000;

  /** The delivery after its first attempt, whose next one the webhook plans in a minute. */
  async function answered(behaviour: Behaviour): Promise<Delivery> {
    receiver.behaviour = behaviour;
    const webhook = await createWebhook(api, { url: receiver.url, retry: { delays: ['1m', '1m'] } });
    const event = await publish(api);
    const { id } = await deliveryOf(api, webhook.id, event.id);
    return untilDelivery(api, id, ({ attempts_made }) => attempts_made === 1);
  }
  const waitMs = ({ next_attempt_at, updated_at }: Delivery) =>
    Date.parse(next_attempt_at ?? '') - Date.parse(updated_at);

  test.each([429, 503])('with Retry-After in seconds, which lengthens the wait, on %i', async (code) => {
    const delivery = await answered(status(code, { 'retry-after': '3600' }));
    expect(delivery.status).toBe('retrying');
    expect(waitMs(delivery)).toBeGreaterThanOrEqual(HOUR_MS - 1_000); // two clocks: of the attempt and of the record
    expect(waitMs(delivery)).toBeLessThanOrEqual(1.2 * HOUR_MS + 1_000);
  });

  test('with Retry-After as a date, which lengthens the wait', async () => {
    const date = new Date(Date.now() + 2 * HOUR_MS).toUTCString();
    const delivery = await answered(status(503, { 'retry-after': date }));
    expect(Date.parse(delivery.next_attempt_at ?? '')).toBeGreaterThanOrEqual(Date.parse(date) - 1_000);
  });

  test('with Retry-After, but no longer than a day', async () => {
    const delivery = await answered(status(503, { 'retry-after': String(30 * 86_400) }));
    expect(waitMs(delivery)).toBeGreaterThanOrEqual(24 * HOUR_MS - 1_000);
    expect(waitMs(delivery)).toBeLessThanOrEqual(24 * HOUR_MS + 1_000);
  });

  test.each([
    ['that is sooner than planned', 429, '1'],
    ['that is neither a number nor a date', 503, 'soon'],
    ['on another status', 500, '7200'],
  ])('except with a Retry-After %s, which changes nothing', async (_what, code, value) => {
    const delivery = await answered(status(code, { 'retry-after': value }));
    expect(waitMs(delivery)).toBeGreaterThanOrEqual(59_000);
    expect(waitMs(delivery)).toBeLessThanOrEqual(73_000);
  });

  test.each([
    [400, { 'Tidings-No-Retry': '1' }],
    [503, { 'Tidings-No-Retry': '1', 'retry-after': '60' }],
  ])('with %i and No-Retry: there is none', async (code, headers) => {
    const delivery = await answered(status(code, headers));
    expect(delivery).toMatchObject({
      status: 'failed',
      attempts_made: 1,
      next_attempt_at: null,
      last_status_code: code,
    });
  });

  test('with 410: there is none', async () => {
    expect(await answered(status(410))).toMatchObject({
      status: 'failed',
      attempts_made: 1,
      next_attempt_at: null,
      last_status_code: 410,
      last_error: 'http_4xx',
    });
  });
});

describe('an attempt succeeds', () => {
  test.each([200, 201, 202, 204, 206, 299])('when the answer is %i', async (code) => {
    const made = await attempt({ behaviour: status(code) });
    expect(made.delivery).toMatchObject({ status: 'succeeded', last_status_code: code, last_error: null });
    expect(made.attempt).toMatchObject({ outcome: 'succeeded', error: null });
  });

  test('with a body of 64 KiB, all of which is kept', async () => {
    const made = await attempt({ behaviour: status(200, {}, 'x'.repeat(64 * KIB)), timeoutSeconds: 5 });
    expect(made.attempt).toMatchObject({
      outcome: 'succeeded',
      response: { truncated: false, body: 'x'.repeat(64 * KIB) },
    });
  });

  test('with a body of one byte more, of which 64 KiB are kept', async () => {
    const made = await attempt({ behaviour: status(200, {}, 'x'.repeat(64 * KIB + 1)), timeoutSeconds: 5 });
    expect(made.attempt).toMatchObject({
      outcome: 'succeeded',
      response: { truncated: true, body: 'x'.repeat(64 * KIB) },
    });
  });

  test('with a body that floods for ever, of which 64 KiB are kept', async () => {
    const made = await attempt({ behaviour: flood, timeoutSeconds: 30 });
    expect(made.delivery).toMatchObject({ status: 'succeeded', last_status_code: 200 });
    expect(made.attempt.response).toMatchObject({ truncated: true, body: 'x'.repeat(64 * KIB) });
  });

  test('with any bytes as its body, also NUL and what is no UTF-8', async () => {
    const made = await attempt({
      behaviour: (response) => response.end(Buffer.from([0x6f, 0x6b, 0x00, 0xff, 0xfe, 0x6f, 0x6b])),
    });
    expect(made.delivery.status).toBe('succeeded');
    expect(made.attempt.response?.body).toMatch(/^ok.*ok$/s);
  });

  test('with any characters in its headers, and one header several times', async () => {
    const made = await attempt({
      behaviour: (response) =>
        response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'], 'x-latin': 'caf\u00e9' }).end('ok'),
    });
    expect(made.delivery.status).toBe('succeeded');
    expect(made.attempt.response?.headers).toMatchObject({
      'set-cookie': ['a=1', 'b=2'],
      'x-latin': expect.stringMatching(/^caf/),
    });
  });

  test('after an informational answer, which is not the answer', async () => {
    const made = await attempt({
      behaviour: (response) => {
        response.writeEarlyHints({ link: '</style.css>; rel=preload' });
        response.writeHead(200).end('ok');
      },
    });
    expect(made.attempt).toMatchObject({ outcome: 'succeeded', status_code: 200, response: { body: 'ok' } });
  });
});

function listen(tcp: TcpServer): Promise<TcpServer> {
  return new Promise((resolve) => tcp.listen(0, '127.0.0.1', () => resolve(tcp)));
}

function urlOf(tcp: TcpServer): string {
  return `http://127.0.0.1:${(tcp.address() as AddressInfo).port}/`;
}
