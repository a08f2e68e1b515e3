import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type Answer, installation, receive, type Receiver } from '../testing.ts';

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

/** A delivery that was published to a receiver with this answer, and a worker that delivers. */
async function setup(answer?: Answer, input = {}) {
  const receiver = await receive(answer);
  receivers.push(receiver);
  const account = home.account();
  const webhook = await account.hook(receiver.url, input);
  home.work();
  await account.publish();
  const { id } = await account.latest(webhook.id);
  const settled = (expected: object) =>
    vi.waitFor(async () => expect(await account.deliveries.get({ id })).toMatchObject(expected), 30_000);
  return { ...account, webhook, receiver, id, settled };
}

it('attempts an exhausted delivery once more, without automatic retries after it', async () => {
  const { webhook, deliveries, id, settled, receiver } = await setup(
    (response) => response.writeHead(500).end(),
    {
      retry: { enabled: false },
    },
  );
  await settled({ status: 'failed', attempts_made: 1 });
  expect(await deliveries.retry({ id })).toMatchObject({
    status: 'retrying',
    next_attempt_at: expect.any(String),
  });
  await settled({ status: 'failed', attempts_made: 2, next_attempt_at: null });
  expect(receiver.requests[1]!.headers).toMatchObject({
    'x-tidings-attempt': '2',
    'x-tidings-retry-num': '1',
  });
  expect(await home.queued(webhook.id)).toBe(0);
});

it('attempts a delivery again that succeeded', async () => {
  const { deliveries, id, settled, receiver } = await setup();
  await settled({ status: 'succeeded' });
  await deliveries.retry({ id });
  await settled({ status: 'succeeded', attempts_made: 2 });
  expect(receiver.requests).toHaveLength(2);
  expect(receiver.requests[1]!.headers).toMatchObject({ 'x-tidings-retry-reason': 'manual' });
  expect(receiver.requests[1]!.body).toBe(receiver.requests[0]!.body);
});

it('calls a delivery failed that succeeded once and fails when it is sent again: the newest attempt counts', async () => {
  let status = 200;
  const { deliveries, id, settled, webhook } = await setup((response) => response.writeHead(status).end());
  await settled({ status: 'succeeded' });
  status = 500;
  await deliveries.retry({ id });
  await settled({ status: 'failed', attempts_made: 2, next_attempt_at: null });
  const failed = await deliveries.list({ id: webhook.id, status: 'failed' });
  expect(failed.data.map((delivery) => delivery.id)).toEqual([id]);
  const { data } = await deliveries.attempts({ id });
  expect(data.map(({ outcome }) => outcome)).toEqual(['succeeded', 'failed']);
});

it('attempts a delivery that was cancelled before its first attempt', async () => {
  const { deliveries, publish, hook, latest } = home.account();
  const receiver = await receive();
  receivers.push(receiver);
  const webhook = await hook(receiver.url);
  await publish();
  const { id } = await latest(webhook.id);
  await deliveries.cancel({ id });
  expect(await deliveries.retry({ id })).toMatchObject({ status: 'pending', attempts_made: 0 });
  home.work();
  await vi.waitFor(
    async () => expect(await deliveries.get({ id })).toMatchObject({ status: 'succeeded', attempts_made: 1 }),
    30_000,
  );
  expect((await deliveries.list({ id: webhook.id, status: 'cancelled' })).data).toEqual([]);
});

it('takes the place of the automatic retry that waits', async () => {
  let status = 500;
  const { webhook, deliveries, id, settled, receiver } = await setup((response) =>
    response.writeHead(status).end(),
  );
  await settled({ status: 'retrying', attempts_made: 1 });
  status = 200;
  await deliveries.retry({ id });
  await settled({ status: 'succeeded', attempts_made: 2 });
  expect(receiver.requests).toHaveLength(2);
  expect(await home.queued(webhook.id)).toBe(0);
});

it('goes on with the automatic retries that are left when it fails', async () => {
  const { deliveries, id, settled } = await setup((response) => response.writeHead(500).end());
  await settled({ status: 'retrying', attempts_made: 1 });
  await deliveries.retry({ id });
  await settled({ status: 'retrying', attempts_made: 2 });
  await deliveries.retry({ id });
  await settled({ status: 'failed', attempts_made: 3, next_attempt_at: null });
});

it('leaves an attempt that is under way alone', async () => {
  const answers: (() => void)[] = [];
  const { webhook, deliveries, id, settled, receiver } = await setup((response) => {
    answers.push(() => response.end());
  });
  await vi.waitFor(() => expect(receiver.requests).toHaveLength(1), 30_000);
  await deliveries.retry({ id });
  answers[0]?.();
  await settled({ status: 'succeeded', attempts_made: 1 });
  await home.stopWorkers();
  expect(receiver.requests).toHaveLength(1);
  expect(await home.queued(webhook.id)).toBe(0);
});

it('makes one attempt of two retries at once', async () => {
  const { deliveries, id, settled, receiver } = await setup();
  await settled({ status: 'succeeded' });
  await home.stopWorkers();
  await Promise.all([deliveries.retry({ id }), deliveries.retry({ id }), deliveries.retry({ id })]);
  home.work();
  await settled({ status: 'succeeded', attempts_made: 2 });
  await home.stopWorkers();
  expect(receiver.requests).toHaveLength(2);
});

it('waits until a paused webhook is resumed', async () => {
  const { deliveries, id, settled, setStatus, webhook } = await setup();
  await settled({ status: 'succeeded' });
  await setStatus(webhook.id, 'paused');
  await expect(deliveries.retry({ id })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'The webhook is paused. Resume it, then retry.',
  });
  expect(await deliveries.get({ id })).toMatchObject({ status: 'succeeded' });
});

it('finds neither the delivery of a deleted webhook nor that of another account', async () => {
  const { deliveries, id, settled, remove, webhook } = await setup();
  await settled({ status: 'succeeded' });
  await expect(home.account().deliveries.retry({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await remove(webhook.id);
  await expect(deliveries.retry({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await home.queued(webhook.id)).toBe(0);
});
