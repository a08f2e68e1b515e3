import { getEvent } from '@tidings/event';
import { maintainEventPartitions } from '@tidings/event/wiring';
import { partitionDays, statement } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reconcile } from './queue/reconcile.ts';
import { recordAttempts } from './queue/record.ts';
import { deliveryTasks, maintainDeliveryPartitions } from './tasks.ts';
import { FAILURE, finished, installation, NOWHERE } from './testing.ts';
import { writeLog } from './log/testing-log.ts';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 3;

const ROWS = statement<{ deliveries: number; attempts: number; queued: number; unsuccessful: number }>(
  '',
  `SELECT (SELECT count(*) FROM delivery.delivery WHERE endpoint_id = $1) AS deliveries,
          (SELECT count(*) FROM delivery.attempt WHERE delivery_id = $2) AS attempts,
          (SELECT count(*) FROM delivery.queue WHERE endpoint_id = $1) AS queued,
          (SELECT count(*) FROM delivery.unsuccessful WHERE endpoint_id = $1) AS unsuccessful`,
);

const FORGET_QUEUE = statement<never>('', 'DELETE FROM delivery.queue');

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation({ RETENTION_DAYS: String(KEPT_DAYS) });
});
afterAll(() => home.close());

it('keeps everything while the clock of the process that does the upkeep is ahead', async () => {
  const { ctx, hook, publish, latest } = home.account();
  const webhook = await hook(NOWHERE);
  const { id } = await publish();
  const later = () => new Date(Date.now() + (KEPT_DAYS + 30) * DAY_MS);
  const task = deliveryTasks.find(({ name }) => name === 'delivery.maintain-partitions');
  await task?.run({ ...ctx, clock: { ...ctx.clock, now: later } });
  expect(await latest(webhook.id)).toMatchObject({ event_id: id, status: 'pending' });
  expect(await home.queued(webhook.id)).toBe(1);
  await home.database.query(FORGET_QUEUE);
});

it('puts nothing in the queue of a day past the retention, whose partitions may be gone in part', async () => {
  const { ctx, hook, deliveries } = home.account();
  const webhook = await hook(NOWHERE);
  const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
  await maintainDeliveryPartitions(ctx, ago(KEPT_DAYS + 1));
  const owner = { accountId: ctx.accountId!, endpointId: webhook.id };
  const [past, kept, lost] = await writeLog(home.database, owner, [
    { status: 'failed', at: ago(KEPT_DAYS + 1) },
    { status: 'failed', at: ago(KEPT_DAYS) },
    { status: 'retrying', at: ago(KEPT_DAYS + 1) },
  ]);
  await home.database.query(FORGET_QUEUE);
  await expect(deliveries.retry({ id: past! })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'The delivery is past the retention, and about to be removed.',
  });
  expect(await deliveries.retryFailed({ id: webhook.id })).toEqual({ count: 1 });
  await reconcile(ctx);
  expect(await home.queued(webhook.id)).toBe(1);
  const statusOf = async (id = '') => (await deliveries.get({ id })).status;
  expect(await Promise.all([past, kept, lost].map(statusOf))).toEqual(['failed', 'retrying', 'retrying']);
  await deliveries.retry({ id: kept! });
  await home.database.query(FORGET_QUEUE);
});

it('makes the coming days first, and gives what reads whole tables its time before anything is dropped', async () => {
  const { ctx } = home.account();
  const later = new Date(Date.now() + 2 * DAY_MS);
  const patience: Record<string, number | undefined> = {};
  const stuck: typeof ctx.database = {
    ...ctx.database,
    query: async (query, values) => {
      if (!query.name.startsWith('delivery.forget-')) return ctx.database.query(query, values);
      patience[query.name] = query.answerWithinMs;
      if (query.name === 'delivery.forget-unsuccessful') throw new Error('Query read timeout');
      return [];
    },
  };
  const upkeep = maintainDeliveryPartitions({ ...ctx, database: stuck }, later);
  await expect(upkeep).rejects.toThrow('Query read timeout');
  const ahead = new Date(later.getTime() + 7 * DAY_MS).toISOString().slice(0, 10);
  for (const table of ['delivery.delivery', 'delivery.attempt'])
    expect((await partitionDays(home.database, table)).at(-1)).toBe(ahead);
  expect(patience).toEqual({ 'delivery.forget-expired': 600_000, 'delivery.forget-unsuccessful': 600_000 });
});

it('keeps everything of an event for the retention, to its last day, and nothing of it afterwards', async () => {
  const { ctx, hook, publish } = home.account();
  const webhook = await hook(NOWHERE);
  const { id } = await publish();
  await publish();
  // One of the two fails for good; the other waits for ever, as for a webhook that stays paused.
  const [claimed] = await home.claim(1);
  if (!claimed) throw new Error('Both are due.');
  await recordAttempts(home.database).add(finished(claimed, FAILURE));
  const publishedAt = Date.now();
  const upkeepAfter = async (days: number) => {
    const today = new Date(publishedAt + days * DAY_MS);
    await maintainEventPartitions(ctx, today);
    await maintainDeliveryPartitions(ctx, today);
  };
  const all = [{ deliveries: 2, attempts: 1, queued: 1, unsuccessful: 1 }];
  const nothing = [{ deliveries: 0, attempts: 0, queued: 0, unsuccessful: 0 }];

  await upkeepAfter(KEPT_DAYS);
  expect(await home.database.query(ROWS, [webhook.id, claimed.delivery_id])).toEqual(all);
  expect(await getEvent(ctx, { id })).toMatchObject({ id });

  await upkeepAfter(KEPT_DAYS + 1);
  expect(await home.database.query(ROWS, [webhook.id, claimed.delivery_id])).toEqual(nothing);
  await expect(getEvent(ctx, { id })).rejects.toMatchObject({ code: 'not_found' });
});
