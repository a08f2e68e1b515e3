import { statement } from '@tidings/kernel';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type Answer, installation, NOWHERE, receive, type Receiver } from '../testing.ts';
import { release } from '../queue/claim.ts';
import { type LogEntry, writeLog } from '../log/testing-log.ts';

const NOTED = statement<{ status: string }>(
  '',
  'SELECT status FROM delivery.unsuccessful WHERE delivery_id = $1',
);

let home: Awaited<ReturnType<typeof installation>>;
const receivers: Receiver[] = [];
beforeAll(async () => {
  home = await installation();
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
  await home.stopWorkers();
});
afterAll(() => home.close());

/** A delivery that stands like this. */
async function setup(entry: LogEntry) {
  const account = home.account();
  const webhook = await account.hook(NOWHERE);
  const owner = { accountId: account.ctx.accountId!, endpointId: webhook.id };
  const [id = ''] = await writeLog(home.database, owner, [entry]);
  const noted = async () => (await home.database.query(NOTED, [id])).map(({ status }) => status);
  return { ...account, webhook, id, noted };
}

/** A delivery whose first attempt is under way; `answer` lets the receiver answer it. */
async function underWay(respond: Answer) {
  const waiting: (() => void)[] = [];
  const receiver = await receive((response, request, body) => {
    waiting.push(() => respond(response, request, body));
  });
  receivers.push(receiver);
  const account = home.account();
  const webhook = await account.hook(receiver.url);
  home.work();
  await account.publish();
  const { id } = await account.latest(webhook.id);
  await vi.waitFor(() => expect(receiver.requests).toHaveLength(1), 30_000);
  const settled = (expected: object) =>
    vi.waitFor(async () => expect(await account.deliveries.get({ id })).toMatchObject(expected), 30_000);
  return { ...account, webhook, id, receiver, settled, answer: () => waiting.shift()?.() };
}

it.each(['pending', 'retrying'] as const)('cancels a delivery that waits, %s, at once', async (status) => {
  const { deliveries, id, webhook, noted } = await setup({ status });
  expect(await deliveries.cancel({ id })).toMatchObject({ id, status: 'cancelled', next_attempt_at: null });
  expect(await deliveries.get({ id })).toMatchObject({ status: 'cancelled' });
  expect(await home.queued(webhook.id)).toBe(0);
  expect(await noted()).toEqual(['cancelled']);
});

it('cancels what waits for a webhook that is paused', async () => {
  const { deliveries, id, setStatus, webhook } = await setup({ status: 'pending' });
  await setStatus(webhook.id, 'paused');
  expect(await deliveries.cancel({ id })).toMatchObject({ status: 'cancelled' });
});

it('changes nothing when it is cancelled again, also at once', async () => {
  const { deliveries, id, noted } = await setup({ status: 'retrying' });
  const answers = await Promise.all([1, 2, 3].map(() => deliveries.cancel({ id })));
  expect(answers.map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  expect(await deliveries.cancel({ id })).toEqual(await deliveries.get({ id }));
  expect(await noted()).toEqual(['cancelled']);
});

it.each([
  ['succeeded', /already succeeded/],
  ['failed', /already failed/],
  ['archived', /archived/],
] as const)('refuses one that is %s, and says so', async (status, message) => {
  const { deliveries, id } = await setup({ status });
  await expect(deliveries.cancel({ id })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringMatching(message),
  });
  expect(await deliveries.get({ id })).toMatchObject({ status });
});

it('lets the attempt under way end, and makes none after it when it fails', async () => {
  const { deliveries, id, settled, answer, receiver, webhook } = await underWay((response) =>
    response.writeHead(500).end(),
  );
  expect(await deliveries.cancel({ id })).toMatchObject({ status: 'pending', next_attempt_at: null });
  expect(await deliveries.cancel({ id })).toMatchObject({ status: 'pending' });
  answer();
  await settled({ status: 'cancelled', attempts_made: 1, last_error: 'http_5xx', next_attempt_at: null });
  expect(await home.queued(webhook.id)).toBe(0);
  expect(receiver.requests).toHaveLength(1);
  const page = await deliveries.list({ id: webhook.id, status: 'cancelled' });
  expect(page.data.map((delivery) => delivery.id)).toEqual([id]);
});

it('cannot call back the attempt under way: when it succeeds the delivery succeeded', async () => {
  const { deliveries, id, settled, answer } = await underWay((response) => response.end('ok'));
  await deliveries.cancel({ id });
  answer();
  await settled({ status: 'succeeded', attempts_made: 1 });
});

it('is taken back by a retry while the attempt is under way', async () => {
  const { deliveries, id, settled, answer } = await underWay((response) => response.writeHead(500).end());
  await deliveries.cancel({ id });
  await deliveries.retry({ id });
  answer();
  await settled({ status: 'retrying', attempts_made: 1, next_attempt_at: expect.any(String) });
});

it('ends what is given back without an attempt, also while its webhook is paused, and a retry makes one after all', async () => {
  const { deliveries, id, webhook, setStatus, noted } = await setup({ status: 'pending', dueAt: new Date() });
  const held = (await home.claim()).filter((claimed) => claimed.delivery_id === id);
  await setStatus(webhook.id, 'paused');
  expect(await deliveries.cancel({ id })).toMatchObject({ status: 'pending' });
  await release(home.database, held, 0);
  expect(await deliveries.get({ id })).toMatchObject({ status: 'cancelled', attempts_made: 0 });
  expect([await noted(), await home.queued(webhook.id)]).toEqual([['cancelled'], 0]);
  await setStatus(webhook.id, 'active');
  await deliveries.retry({ id });
  expect(await home.claim()).toMatchObject([{ delivery_id: id }]);
});

it("finds no other account's delivery", async () => {
  const { deliveries, id } = await setup({ status: 'pending' });
  await expect(home.account().deliveries.cancel({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await deliveries.get({ id })).toMatchObject({ status: 'pending' });
});
