import { type Context, maintainPartitions, type Task } from '@tidings/kernel';
import { reconcile } from './reconcile.ts';

/** Makes the partitions of deliveries and attempts for the coming days and drops those past their retention. */
export async function maintainDeliveryPartitions(ctx: Context): Promise<void> {
  const at = { today: ctx.clock.now(), retentionDays: ctx.config.RETENTION_DAYS };
  // Each delivery is updated at least once: room on its page keeps that update in place (HOT).
  await maintainPartitions(ctx.database, 'delivery.delivery', { ...at, storage: 'WITH (fillfactor = 70)' });
  await maintainPartitions(ctx.database, 'delivery.attempt', at);
}

export const deliveryTasks: Task[] = [
  { name: 'delivery.maintain-partitions', cron: '8 * * * *', run: maintainDeliveryPartitions },
  { name: 'delivery.reconcile', cron: '*/5 * * * *', run: reconcile },
];
