import { statement } from '@tidings/kernel';
import { verify } from '@tidings/secret';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answer, installation, receive, receiveRaw, type Receiver } from '../testing.ts';

const KIB = 1024;
const EMPTY = statement<never>('', 'DELETE FROM delivery.queue');

let home: Awaited<ReturnType<typeof installation>>;
const receivers: Receiver[] = [];

beforeAll(async () => {
  home = await installation();
});
afterEach(async () => {
  await home.stopWorkers();
  for (const receiver of receivers.splice(0)) await receiver.close();
});
afterAll(() => home.close());

async function setup(answer?: Answer | Receiver, input = {}) {
  const receiver = typeof answer === 'object' ? answer : await receive(answer);
  receivers.push(receiver);
  const account = home.account();
  const webhook = await account.hook(receiver.url, input);
  /** Publishes, and waits until the delivery has had as many attempts. */
  const deliver = async (attempts = 1) => {
    await account.publish();
    return untilMade(attempts);
  };
  const untilMade = (attempts: number) =>
    vi.waitFor(
      async () => {
        const delivery = await account.latest(webhook.id);
        expect(delivery.attempts_made).toBe(attempts);
        return delivery;
      },
      { timeout: 30_000, interval: 20 },
    );
  const attemptsOf = async (id: string) => (await account.deliveries.attempts({ id })).data;
  return { ...account, webhook, receiver, deliver, untilMade, attemptsOf };
}

describe('a delivery', () => {
  it('arrives once, signed, with the envelope as its body', async () => {
    const { ctx, webhook, receiver, deliver, attemptsOf } = await setup(undefined, {
      headers: { 'X-Tenant': 'blue' },
    });
    home.work();
    const delivery = await deliver();
    expect(delivery).toMatchObject({
      status: 'succeeded',
      next_attempt_at: null,
      last_status_code: 200,
      last_error: null,
    });
    expect(receiver.requests).toHaveLength(1);
    const { headers, body } = receiver.requests[0]!;
    expect(JSON.parse(body)).toMatchObject({
      id: delivery.event_id,
      type: 'tag.created',
      account_id: ctx.accountId,
    });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': delivery.event_id,
      'x-tidings-event': 'tag.created',
      'x-tidings-delivery-id': delivery.id,
      'x-tidings-attempt': '1',
      'x-tenant': 'blue',
    });
    expect(headers).not.toHaveProperty('x-tidings-retry-num');
    const received = { headers: headers as Record<string, string>, body, now: new Date() };
    expect(verify({ ...received, secret: webhook.secret }).verified).toBe(true);
    const [attempt] = await attemptsOf(delivery.id);
    expect(attempt).toMatchObject({
      number: 1,
      outcome: 'succeeded',
      error: null,
      status_code: 200,
      request: { url: receiver.url, body, headers: { 'webhook-id': delivery.event_id, 'x-tenant': 'blue' } },
      response: { body: 'ok', truncated: false },
    });
  });

  it('that fails is retried with the same body and id, and says why', async () => {
    let status = 500;
    const { webhook, receiver, deliver, untilMade, attemptsOf } = await setup((response) =>
      response.writeHead(status).end(),
    );
    home.work();
    const failed = await deliver();
    expect(failed).toMatchObject({ status: 'retrying', last_status_code: 500, last_error: 'http_5xx' });
    expect(Date.parse(failed.next_attempt_at!) - Date.parse(failed.updated_at)).toBeGreaterThanOrEqual(
      59_900,
    );
    status = 200;
    await home.makeDue(failed.id);
    expect(await untilMade(2)).toMatchObject({ id: failed.id, status: 'succeeded' });
    const [first, second] = receiver.requests;
    expect(second!.body).toBe(first!.body);
    expect(second!.headers).toMatchObject({
      'webhook-id': first!.headers['webhook-id'],
      'x-tidings-delivery-id': failed.id,
      'x-tidings-attempt': '2',
      'x-tidings-retry-num': '1',
      'x-tidings-retry-reason': 'http_5xx',
    });
    const again = { headers: second!.headers as Record<string, string>, body: second!.body, now: new Date() };
    expect(verify({ ...again, secret: webhook.secret }).verified).toBe(true);
    expect((await attemptsOf(failed.id)).map(({ number, outcome }) => [number, outcome])).toEqual([
      [1, 'failed'],
      [2, 'succeeded'],
    ]);
  });

  it('that fails every time ends as failed when its retries are used up', async () => {
    const { deliver, untilMade, receiver, webhook } = await setup((response) =>
      response.writeHead(503).end(),
    );
    home.work();
    const { id } = await deliver();
    await home.makeDue(id);
    await untilMade(2);
    await home.makeDue(id);
    expect(await untilMade(3)).toMatchObject({ status: 'failed', attempts_max: 3, next_attempt_at: null });
    expect(receiver.requests).toHaveLength(3);
    expect(await home.queued(webhook.id)).toBe(0);
  });

  it('without retries ends as failed at once', async () => {
    const { deliver } = await setup((response) => response.writeHead(500).end(), {
      retry: { enabled: false },
    });
    home.work();
    expect(await deliver()).toMatchObject({ status: 'failed', attempts_max: 1, next_attempt_at: null });
  });
});

describe('what a receiver does', () => {
  const canary: { current?: Receiver } = {};
  const cases: [string, () => Promise<Receiver>, object, object][] = [
    [
      'a redirect',
      async () => {
        canary.current = await receive();
        receivers.push(canary.current);
        return receive((response) => response.writeHead(302, { location: canary.current!.url }).end());
      },
      { error: 'http_3xx', status_code: 302 },
      { status: 'retrying' },
    ],
    [
      'an answer that never comes',
      () => receive(() => undefined),
      { error: 'timeout', response: null },
      { status: 'retrying' },
    ],
    [
      'a body that never ends',
      () =>
        receive((response) => {
          response.writeHead(200);
          const timer = setInterval(() => response.write('x'), 20);
          response.on('close', () => clearInterval(timer));
        }),
      { error: 'timeout', status_code: 200 },
      { status: 'retrying' },
    ],
    [
      'a reset',
      () => receiveRaw((socket) => socket.resetAndDestroy()),
      { error: 'reset' },
      { status: 'retrying' },
    ],
    [
      'more than 64 KiB',
      () => receive((response) => response.end('x'.repeat(200 * KIB))),
      { error: null, response: { truncated: true, body: 'x'.repeat(64 * KIB) } },
      { status: 'succeeded' },
    ],
    [
      'NUL, broken UTF-8 and odd headers',
      () =>
        receiveRaw((socket) =>
          socket.end(
            Buffer.from(
              'HTTP/1.1 500 \xff\xfe\r\nX-Odd: caf\xe9\r\nContent-Length: 4\r\n\r\na\u0000\xffb',
              'latin1',
            ),
          ),
        ),
      { error: 'http_5xx', response: { headers: { 'x-odd': expect.any(String) }, body: 'a\ufffd\ufffdb' } },
      { status: 'retrying' },
    ],
    [
      'a compressed body',
      () => receive((response) => response.setHeader('content-encoding', 'gzip').end('not really')),
      { error: null, response: { body: 'not really' } },
      { status: 'succeeded' },
    ],
  ];

  it.each(cases)('%s is told by the attempt', async (_what, makeReceiver, attempt, delivery) => {
    const { deliver, attemptsOf } = await setup(await makeReceiver(), { timeout_seconds: 1 });
    home.work();
    const delivered = await deliver();
    expect(delivered).toMatchObject(delivery);
    expect(await attemptsOf(delivered.id)).toMatchObject([attempt]);
    expect(canary.current?.connections ?? 0).toBe(0);
  });

  it('nothing, being away, is told by the attempt', async () => {
    const { receiver, deliver, attemptsOf } = await setup();
    await receiver.close();
    home.work();
    const delivered = await deliver();
    expect(delivered).toMatchObject({ status: 'retrying', last_error: 'refused', last_status_code: null });
    expect(await attemptsOf(delivered.id)).toMatchObject([{ error: 'refused', response: null }]);
  });
});

describe('a worker', () => {
  it('keeps a receiver that hangs from delaying another', async () => {
    const hanging = await setup(() => undefined, { timeout_seconds: 30 });
    const healthy = await setup();
    home.work();
    await hanging.publish();
    await vi.waitFor(() => expect(hanging.receiver.requests).toHaveLength(1), 30_000);
    expect(await healthy.deliver()).toMatchObject({ status: 'succeeded' });
    expect(await hanging.latest(hanging.webhook.id)).toMatchObject({ status: 'pending' });
    await hanging.receiver.close(); // lets its attempt end
  });

  it('shares the work with others, and none is done twice', async () => {
    const { publish, receiver, webhook, deliveries } = await setup();
    home.work();
    home.workElsewhere();
    await Promise.all(Array.from({ length: 50 }, () => publish()));
    await vi.waitFor(async () => {
      const { data } = await deliveries.list({ id: webhook.id, limit: 100 });
      expect(data.filter((delivery) => delivery.status === 'succeeded')).toHaveLength(50);
    }, 30_000);
    expect(new Set(receiver.requests.map((request) => request.headers['x-tidings-delivery-id'])).size).toBe(
      50,
    );
    expect(receiver.requests).toHaveLength(50);
  });

  it('gives a quiet account its turn beside one that is flooded, as all the others do', async () => {
    let sentOfFlood = 0;
    const flooded = await setup();
    for (let more = 0; more < 3; more += 1) await flooded.hook(flooded.receiver.url);
    const quiet = await setup((response) => {
      sentOfFlood = flooded.receiver.requests.length;
      response.end('ok');
    });
    await flooded.publishMany(500);
    await quiet.publishMany(20);
    for (let worker = 0; worker < 3; worker += 1) home.workElsewhere({ DELIVERY_CONCURRENCY: 8 });
    await vi.waitFor(() => expect(quiet.receiver.requests).toHaveLength(20), 30_000);
    expect(sentOfFlood).toBeLessThan(500); // of 2,000
    await home.stopWorkers();
    await home.database.query(EMPTY);
  });

  it('finds what is due by itself, when nobody wakes it', async () => {
    const { publish, untilMade } = await setup();
    await publish();
    home.work();
    expect(await untilMade(1)).toMatchObject({ status: 'succeeded' });
  });

  it('that is stopped finishes and records what is under way, and claims nothing more', async () => {
    const answers: (() => void)[] = [];
    const { publish, receiver, latest, webhook, deliveries } = await setup((response) => {
      answers.push(() => response.end('late'));
    });
    const worker = home.work();
    await publish();
    await vi.waitFor(() => expect(receiver.requests).toHaveLength(1), 30_000);
    let stopped = false;
    const stopping = worker.stop().then(() => (stopped = true));
    await publish();
    expect(stopped).toBe(false);
    answers[0]?.();
    await stopping;
    const { data } = await deliveries.list({ id: webhook.id });
    expect(data.map((delivery) => delivery.status)).toEqual(['pending', 'succeeded']);
    expect(receiver.requests).toHaveLength(1);
    expect((await latest(webhook.id)).attempts_made).toBe(0);
  });

  it('that ended without recording costs one interrupted attempt, and the delivery goes on', async () => {
    const { publish, untilMade, latest, webhook, attemptsOf, receiver } = await setup();
    await publish();
    const { id } = await latest(webhook.id);
    await home.claim(); // by a process that is gone
    home.work();
    await home.makeDue(id);
    expect(await untilMade(2)).toMatchObject({ status: 'succeeded' });
    expect((await attemptsOf(id)).map((attempt) => attempt.outcome)).toEqual(['interrupted', 'succeeded']);
    expect(receiver.requests[0]!.headers).toMatchObject({
      'x-tidings-attempt': '2',
      'x-tidings-retry-reason': 'interrupted',
    });
  });
});
