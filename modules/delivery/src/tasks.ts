import {
  type Context,
  databaseTime,
  maintainPartitions,
  makePartitions,
  statement,
  type Task,
} from '@tidings/kernel';
import { forgetExhaustion } from './queue/grant-announcements.ts';
import { reconcile, reconcileRecent } from './queue/reconcile.ts';
import { forgetReplays } from './replay/forget-replays.ts';

/** Neither has an index by day: they read their whole tables. */
const UPKEEP = { answerWithinMs: 600_000 };

// Before their partitions go: a claim of such a row would have nowhere to note an interrupted attempt.
const FORGET_EXPIRED = statement<never>(
  'delivery.forget-expired',
  `DELETE FROM delivery.queue
   WHERE delivery_day < ($1::timestamptz AT TIME ZONE 'UTC')::date - $2::int`,
  UPKEEP,
);

const FORGET_UNSUCCESSFUL = statement<never>(
  'delivery.forget-unsuccessful',
  `DELETE FROM delivery.unsuccessful
   WHERE day < ($1::timestamptz AT TIME ZONE 'UTC')::date - $2::int`,
  UPKEEP,
);

/**
 * Makes the partitions of deliveries and attempts for the coming days and drops those past their retention, with what
 * waits in the queue past it.
 * @param day today by the database's clock unless given.
 */
export async function maintainDeliveryPartitions(ctx: Context, day?: Date): Promise<void> {
  const today = day ?? (await databaseTime(ctx.database));
  const at = { today, retentionDays: ctx.config.RETENTION_DAYS, log: ctx.log };
  // Each delivery is updated at least once: room on its page for every row's next version keeps that update in place
  // (HOT). With less, half of the updates went to another page and made an entry in each of four indexes.
  const ofDeliveries = { ...at, storage: 'WITH (fillfactor = 47)' };
  // First of all: without the coming days nothing can be published, whatever becomes of the rest.
  await makePartitions(ctx.database, 'delivery.delivery', ofDeliveries);
  await makePartitions(ctx.database, 'delivery.attempt', at);
  await ctx.database.query(FORGET_EXPIRED, [at.today, at.retentionDays]);
  await ctx.database.query(FORGET_UNSUCCESSFUL, [at.today, at.retentionDays]);
  await forgetExhaustion(ctx.database);
  await forgetReplays(ctx.database, at);
  await maintainPartitions(ctx.database, 'delivery.delivery', ofDeliveries);
  await maintainPartitions(ctx.database, 'delivery.attempt', at);
}

export const deliveryTasks: Task[] = [
  { name: 'delivery.maintain-partitions', cron: '8 * * * *', run: (ctx) => maintainDeliveryPartitions(ctx) },
  { name: 'delivery.reconcile', cron: '23 3 * * *', run: reconcile },
  { name: 'delivery.reconcile-recent', cron: '*/10 * * * *', run: reconcileRecent },
];
