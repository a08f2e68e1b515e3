import { statement } from '@tidings/kernel';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { CHUNK_ROWS } from './failed-chunks.ts';
import { type Answer, installation, NOWHERE, receive, type Receiver } from '../testing.ts';
import { type LogEntry, writeLog } from '../log/testing-log.ts';

const QUEUED = statement<{ delivery_id: string; is_due: boolean }>(
  '',
  `SELECT delivery_id, due_at <= now() AS is_due
   FROM delivery.queue
   WHERE endpoint_id = $1
   ORDER BY delivery_id`,
);
const NOTED = statement<{ status: string; count: number }>(
  '',
  'SELECT status, count(*) FROM delivery.unsuccessful WHERE endpoint_id = $1 GROUP BY status ORDER BY status',
);
const LATER = statement<never>('', "UPDATE delivery.queue SET due_at = now() + interval '1 hour'");

let home: Awaited<ReturnType<typeof installation>>;
const receivers: Receiver[] = [];
beforeAll(async () => {
  home = await installation();
});
afterEach(async () => {
  await home.stopWorkers();
  for (const receiver of receivers.splice(0)) await receiver.close();
  await home.database.query(LATER);
});
afterAll(() => home.close());

const YESTERDAY = new Date(Date.now() - 86_400_000);

async function setup(entries: LogEntry[], url = NOWHERE) {
  const account = home.account();
  const webhook = await account.hook(url);
  const owner = { accountId: account.ctx.accountId!, endpointId: webhook.id };
  const ids = await writeLog(home.database, owner, entries);
  /** Places in `entries` of what is due now. */
  const due = async () =>
    (await home.database.query(QUEUED, [webhook.id]))
      .filter(({ is_due }) => is_due)
      .map((row) => ids.indexOf(row.delivery_id));
  const noted = async () =>
    Object.fromEntries(
      (await home.database.query(NOTED, [webhook.id])).map(({ status, count }) => [status, count]),
    );
  return { ...account, id: webhook.id, ids, due, noted };
}

async function receiving(answer?: Answer) {
  const receiver = await receive(answer);
  receivers.push(receiver);
  return receiver;
}

function many(count: number, entry: LogEntry): LogEntry[] {
  return Array.from({ length: count }, () => entry);
}

it('puts every failed delivery in the queue, of whichever day, and no other', async () => {
  const { deliveries, id, ids, due, noted } = await setup([
    { status: 'failed', at: YESTERDAY },
    { status: 'succeeded' },
    { status: 'failed' },
    { status: 'cancelled' },
    { status: 'archived' },
    { status: 'retrying' },
    { status: 'pending' },
  ]);
  expect(await deliveries.retryFailed({ id })).toEqual({ count: 2 });
  expect(await due()).toEqual([0, 2]);
  expect(await noted()).toEqual({ archived: 1, cancelled: 1 });
  expect(await deliveries.get({ id: ids[0]! })).toMatchObject({
    status: 'retrying',
    next_attempt_at: expect.any(String),
  });
  expect(await deliveries.retryFailed({ id })).toEqual({ count: 0 });
});

it('takes what was made by a process whose clock is an hour ahead', async () => {
  const { deliveries, id, due } = await setup([
    { status: 'failed', at: new Date(Date.now() + 3_600_000) },
    { status: 'failed' },
  ]);
  expect(await deliveries.retryFailed({ id })).toEqual({ count: 2 });
  expect(new Set(await due())).toEqual(new Set([0, 1]));
});

it('makes one attempt of each, without automatic retries after it', async () => {
  let status = 500;
  const receiver = await receiving((response) => response.writeHead(status).end());
  const { deliveries, id, publish } = await setup([], receiver.url);
  home.work();
  const limited = await deliveries.list({ id });
  expect(limited.data).toEqual([]);
  for (let made = 0; made < 3; made += 1) await publish();
  const untilAll = (expected: string, attempts: number) =>
    vi.waitFor(async () => {
      const { data } = await deliveries.list({ id });
      expect(data.map((each) => [each.status, each.attempts_made])).toEqual(
        Array.from({ length: 3 }, () => [expected, attempts]),
      );
    }, 30_000);
  await untilAll('retrying', 1);
  for (const { id: delivery } of (await deliveries.list({ id })).data) await home.makeDue(delivery);
  await untilAll('retrying', 2);
  for (const { id: delivery } of (await deliveries.list({ id })).data) await home.makeDue(delivery);
  await untilAll('failed', 3);
  expect(await deliveries.retryFailed({ id })).toEqual({ count: 3 });
  await untilAll('failed', 4);
  status = 200;
  expect(await deliveries.retryFailed({ id })).toEqual({ count: 3 });
  await untilAll('succeeded', 5);
  expect(receiver.requests).toHaveLength(15);
});

it('takes only those for which the filters hold', async () => {
  const { deliveries, id, due } = await setup([
    { status: 'failed', type: 'tag.created', at: YESTERDAY },
    { status: 'failed', type: 'tag.deleted' },
    { status: 'failed', type: 'email.opened' },
    { status: 'failed', type: 'tag.created' },
  ]);
  const type = ['tag.created', 'email.*'];
  const created_after = new Date(YESTERDAY.getTime() + 60_000).toISOString();
  const created_before = new Date(YESTERDAY.getTime() + 1).toISOString();
  expect(await deliveries.retryFailed({ id, type, created_after })).toEqual({ count: 2 });
  expect(await due()).toEqual([2, 3]);
  expect(await deliveries.retryFailed({ id, type: ['tag.deleted'], created_before })).toEqual({ count: 0 });
  expect(await deliveries.retryFailed({ id, created_before })).toEqual({ count: 1 });
  expect(await due()).toEqual([0, 2, 3]);
});

it('goes on over many chunks, and of two calls at once each delivery is taken by one', async () => {
  const count = CHUNK_ROWS * 3 + 7;
  const { deliveries, id, due, noted } = await setup([
    ...many(CHUNK_ROWS, { status: 'failed', at: YESTERDAY }),
    ...many(count - CHUNK_ROWS, { status: 'failed' }),
  ]);
  const answers = await Promise.all([1, 2, 3].map(() => deliveries.retryFailed({ id })));
  expect(answers.reduce((sum, answer) => sum + answer.count, 0)).toBe(count);
  expect(new Set(await due()).size).toBe(count);
  expect(await noted()).toEqual({});
});

it('gets along with single retries of the same deliveries at once', async () => {
  const { deliveries, id, ids, due } = await setup(many(40, { status: 'failed' }));
  const singles = ids.toReversed().map((each) => deliveries.retry({ id: each }));
  const [{ count }] = await Promise.all([deliveries.retryFailed({ id }), ...singles]);
  expect(count).toBeLessThanOrEqual(40);
  expect(await due()).toHaveLength(40);
});

it.each(['retryFailed', 'archiveFailed'] as const)("%s finds no other account's webhook", async (verb) => {
  const { id, noted } = await setup([{ status: 'failed' }]);
  await expect(home.account().deliveries[verb]({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await noted()).toEqual({ failed: 1 });
});

it('waits until a paused webhook is resumed', async () => {
  const { deliveries, id, setStatus, noted } = await setup([{ status: 'failed' }]);
  await setStatus(id, 'paused');
  await expect(deliveries.retryFailed({ id })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'The webhook is paused. Resume it, then retry.',
  });
  expect(await noted()).toEqual({ failed: 1 });
});

it('clears the failed log, also of a paused webhook: what was in it is archived', async () => {
  const { deliveries, id, ids, setStatus, noted } = await setup([
    { status: 'failed', at: YESTERDAY },
    { status: 'failed' },
    { status: 'cancelled' },
    { status: 'retrying' },
  ]);
  await setStatus(id, 'paused');
  expect(await deliveries.archiveFailed({ id })).toEqual({ count: 2 });
  expect(await noted()).toEqual({ archived: 2, cancelled: 1 });
  const { data } = await deliveries.list({ id, status: 'archived' });
  expect(data.map((delivery) => delivery.id)).toEqual([ids[1], ids[0]]);
  expect(await deliveries.archiveFailed({ id })).toEqual({ count: 0 });
});

it('archives over many chunks, and by two calls at once', async () => {
  const count = CHUNK_ROWS * 2 + 1;
  const { deliveries, id, noted } = await setup(many(count, { status: 'failed' }));
  const answers = await Promise.all([1, 2].map(() => deliveries.archiveFailed({ id })));
  expect(answers.reduce((sum, answer) => sum + answer.count, 0)).toBe(count);
  expect(await noted()).toEqual({ archived: count });
});

it('retries one that is archived, by itself', async () => {
  const { deliveries, ids, due, noted } = await setup([{ status: 'archived' }]);
  expect(await deliveries.retry({ id: ids[0]! })).toMatchObject({ status: 'retrying' });
  expect(await due()).toEqual([0]);
  expect(await noted()).toEqual({});
});
