import { type Context, databaseTime, maintainPartitions, type Task } from '@tidings/kernel';
import { trimFacetValues } from './facets/trim-values.ts';
import { FORGET_EXPIRED } from './idempotency.ts';

/**
 * Makes the event partitions of the coming days and drops those past their retention.
 * @param today the database's unless given.
 */
export async function maintainEventPartitions(ctx: Context, today?: Date): Promise<void> {
  await maintainPartitions(ctx.database, 'event.event', {
    today: today ?? (await databaseTime(ctx.database)),
    retentionDays: ctx.config.RETENTION_DAYS,
    log: ctx.log,
  });
}

export const eventTasks: Task[] = [
  { name: 'event.maintain-partitions', cron: '7 * * * *', run: (ctx) => maintainEventPartitions(ctx) },
  { name: 'event.trim-facet-values', cron: '41 3 * * *', run: trimFacetValues },
  {
    name: 'event.forget-idempotency',
    cron: '*/10 * * * *',
    run: async (ctx) => {
      await ctx.database.query(FORGET_EXPIRED);
    },
  },
];
