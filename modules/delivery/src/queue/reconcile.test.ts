import { type Context, statement } from '@tidings/kernel';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { reconcile } from './reconcile.ts';
import { recordAttempts } from './record.ts';
import { deliveryTasks, maintainDeliveryPartitions } from '../tasks.ts';
import { FAILURE, finished, installation, NOWHERE, SUCCESS } from '../testing.ts';
import { writeLog } from '../log/testing-log.ts';

const EMPTY = statement<never>('', 'DELETE FROM delivery.queue');
const FORGET_ALL = statement<never>('', 'DELETE FROM delivery.delivery');
const LOSE = statement<never>('', 'DELETE FROM delivery.queue WHERE delivery_id = $1');
const QUEUE = statement<{ delivery_id: string; attempts_made: number; seconds: number }>(
  '',
  `SELECT *, extract(epoch FROM due_at - now())::float8 AS seconds
   FROM delivery.queue
   ORDER BY delivery_id`,
);

const run = (name: string, ctx: Context) => deliveryTasks.find((task) => task.name === name)!.run(ctx);

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
beforeEach(async () => {
  await home.database.query(EMPTY);
  await home.database.query(FORGET_ALL);
});
afterAll(() => home.close());

async function setup(count: number) {
  const account = home.account();
  const webhook = await account.hook(NOWHERE);
  for (let made = 0; made < count; made += 1) await account.publish();
  const claimed = await home.claim(count);
  return { ...account, webhook, claimed };
}

it('gives a delivery that lost its place a new one, and leaves the others', async () => {
  const { ctx, claimed } = await setup(2);
  const [lost, kept] = [claimed[0]!.delivery_id, claimed[1]!.delivery_id];
  const before = (await home.database.query(QUEUE)).find((row) => row.delivery_id === kept);
  await home.database.query(LOSE, [lost]);
  await reconcile(ctx);
  const rows = await home.database.query(QUEUE);
  expect(rows.map((row) => row.delivery_id).toSorted()).toEqual([lost, kept].toSorted());
  expect({ ...rows.find((row) => row.delivery_id === kept), seconds: 0 }).toEqual({ ...before, seconds: 0 });
  expect(await home.claim(10)).toMatchObject([{ delivery_id: lost, attempts_made: 0 }]);
});

it('keeps the time and the count of a delivery that waits for its retry', async () => {
  const { ctx, claimed } = await setup(1);
  const id = claimed[0]!.delivery_id;
  await recordAttempts(home.database).add(finished(claimed[0]!, FAILURE, 600_000));
  await home.database.query(LOSE, [id]);
  await reconcile(ctx);
  const [row] = await home.database.query(QUEUE);
  expect(row).toMatchObject({ delivery_id: id, attempts_made: 1, failures: 1, last_error: 'http_5xx' });
  expect(row!.seconds).toBeGreaterThan(500);
});

it('gives finished and cancelled deliveries no place', async () => {
  const { ctx, claimed, remove, webhook } = await setup(3);
  await recordAttempts(home.database).add(finished(claimed[0]!, SUCCESS));
  await recordAttempts(home.database).add(finished(claimed[1]!, FAILURE));
  await remove(webhook.id);
  await recordAttempts(home.database).add(finished(claimed[2]!, FAILURE, 60_000)); // it was under way
  await reconcile(ctx);
  expect(await home.queued()).toBe(0);
});

it('finds those of today and yesterday every ten minutes, and older ones at night', async () => {
  const { ctx, webhook } = await setup(0);
  const owner = { accountId: ctx.accountId!, endpointId: webhook.id };
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  await maintainDeliveryPartitions(ctx, daysAgo(2));
  const ids = await writeLog(home.database, owner, [
    { status: 'retrying', at: daysAgo(2) },
    { status: 'pending', at: daysAgo(1) },
    { status: 'retrying' },
    { status: 'succeeded' },
  ]);
  await home.database.query(EMPTY);
  const queued = async () => (await home.database.query(QUEUE)).map((row) => row.delivery_id);
  await run('delivery.reconcile-recent', ctx);
  expect(await queued()).toEqual([ids[1], ids[2]]);
  await run('delivery.reconcile', ctx);
  expect(await queued()).toEqual([ids[0], ids[1], ids[2]]);
});

it('run twice at once gives one place', async () => {
  const { ctx } = await setup(5);
  await home.database.query(EMPTY);
  await Promise.all([reconcile(ctx), reconcile(ctx), reconcile(ctx)]);
  expect(await home.queued()).toBe(5);
});
