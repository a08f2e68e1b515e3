import { type Context, maintainPartitions, type Task } from '@tidings/kernel';
import { FORGET_EXPIRED } from './idempotency.ts';

/** Makes the event partitions of the coming days and drops those past their retention. */
export async function maintainEventPartitions(ctx: Context): Promise<void> {
  await maintainPartitions(ctx.database, 'event.event', {
    today: ctx.clock.now(),
    retentionDays: ctx.config.RETENTION_DAYS,
    log: ctx.log,
  });
}

export const eventTasks: Task[] = [
  { name: 'event.maintain-partitions', cron: '7 * * * *', run: maintainEventPartitions },
  {
    name: 'event.forget-idempotency',
    cron: '*/10 * * * *',
    run: async (ctx) => {
      await ctx.database.query(FORGET_EXPIRED);
    },
  },
];
