import { statement } from '@tidings/kernel';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type Answer, installation, receive, type Receiver } from './testing.ts';

const RESTING = statement<{ delivery_id: string }>(
  '',
  'SELECT delivery_id FROM delivery.queue WHERE is_parked AND endpoint_id = $1',
);
const PARK_ALL = statement<never>(
  '',
  "UPDATE delivery.queue SET is_parked = true, due_at = now() + interval '10 minutes' WHERE endpoint_id = $1",
);
const WAITS = statement<{ delivery_id: string; seconds: number }>(
  '',
  `SELECT delivery_id, extract(epoch FROM due_at - min(due_at) OVER ())::float8 AS seconds
   FROM delivery.queue
   WHERE endpoint_id = $1
   ORDER BY due_at`,
);

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

async function setup(answer?: Answer) {
  const receiver = await receive(answer);
  receivers.push(receiver);
  const account = home.account();
  const webhook = await account.hook(receiver.url);
  const settled = (expected: object) =>
    vi.waitFor(async () => expect(await account.latest(webhook.id)).toMatchObject(expected), {
      timeout: 10_000,
    });
  const resting = async () => (await home.database.query(RESTING, [webhook.id])).length;
  return { ...account, webhook, receiver, settled, resting };
}

it('lets deliveries of a paused webhook rest without an attempt, and go on when it is resumed', async () => {
  const { publish, setStatus, webhook, receiver, settled, resting, latest } = await setup();
  await publish();
  await setStatus(webhook.id, 'paused');
  home.work();
  await vi.waitFor(async () => expect(await resting()).toBe(1), { timeout: 10_000 });
  expect(await latest(webhook.id)).toMatchObject({ status: 'pending', attempts_made: 0 });
  expect(receiver.connections).toBe(0);
  await setStatus(webhook.id, 'active');
  await settled({ status: 'succeeded', attempts_made: 1 });
});

it('keeps the retries that were left while a webhook rests', async () => {
  let status = 500;
  const { publish, setStatus, webhook, settled, resting, latest } = await setup((response) =>
    response.writeHead(status).end(),
  );
  home.work();
  await publish();
  await settled({ status: 'retrying', attempts_made: 1 });
  await setStatus(webhook.id, 'paused');
  await home.makeDue((await latest(webhook.id)).id);
  await vi.waitFor(async () => expect(await resting()).toBe(1), { timeout: 10_000 });
  status = 200;
  await setStatus(webhook.id, 'active');
  await settled({ status: 'succeeded', attempts_made: 2 });
});

it('resumes the oldest first, at a gentle rate', async () => {
  const { publish, setStatus, webhook, deliveries } = await setup();
  for (let made = 0; made < 4; made += 1) await publish();
  await setStatus(webhook.id, 'paused');
  await home.database.query(PARK_ALL, [webhook.id]);
  await setStatus(webhook.id, 'active');
  const waits = await home.database.query(WAITS, [webhook.id]);
  const oldestFirst = (await deliveries.list({ id: webhook.id })).data.map(({ id }) => id).toReversed();
  expect(waits.map((each) => each.delivery_id)).toEqual(oldestFirst);
  for (const [index, { seconds }] of waits.entries()) expect(seconds).toBeCloseTo(index / 50, 4);
});

it("resumes nothing of other webhooks, and leaves a retry's time as it is", async () => {
  const one = await setup((response) => response.writeHead(500).end());
  const other = await setup();
  home.work();
  await one.publish();
  await one.settled({ status: 'retrying' });
  await home.stopWorkers();
  await other.publish();
  await home.database.query(PARK_ALL, [other.webhook.id]);
  const before = await one.latest(one.webhook.id);
  await one.setStatus(one.webhook.id, 'paused');
  await one.setStatus(one.webhook.id, 'active');
  expect(await one.latest(one.webhook.id)).toEqual(before);
  expect(await one.resting()).toBe(0);
  expect(await other.resting()).toBe(1);
});

it('cancels what waits for a webhook that is deleted', async () => {
  const one = await setup();
  const other = await setup();
  await one.publish();
  await other.publish();
  const { id } = await one.latest(one.webhook.id);
  await one.remove(one.webhook.id);
  expect(await one.deliveries.get({ id })).toMatchObject({ status: 'cancelled', next_attempt_at: null });
  expect(await other.latest(other.webhook.id)).toMatchObject({ status: 'pending' });
  home.work();
  await other.settled({ status: 'succeeded' });
  expect(one.receiver.connections).toBe(0);
});

it('records nothing of an attempt that was under way when its webhook was deleted', async () => {
  const answers: (() => void)[] = [];
  const { publish, latest, webhook, receiver, remove, deliveries } = await setup((response) => {
    answers.push(() => response.end());
  });
  home.work();
  await publish();
  const { id } = await latest(webhook.id);
  await vi.waitFor(() => expect(receiver.requests).toHaveLength(1));
  await remove(webhook.id);
  answers[0]?.();
  await home.stopWorkers();
  expect(await deliveries.get({ id })).toMatchObject({ status: 'cancelled', attempts_made: 0 });
  expect((await deliveries.attempts({ id })).data).toEqual([]);
  expect(await home.queued(webhook.id)).toBe(0);
});
