import { type Context, databaseTime, maintainPartitions, partitionDays, type Task } from '@tidings/kernel';
import { trimFacetValues } from './facets/trim-values.ts';
import { FORGET_FULL } from './delivery-quota.ts';
import { FORGET_EXPIRED } from './idempotency.ts';

/**
 * Makes the partitions of the coming days for events and what is made of them, and drops those past their retention.
 * @param day the database's unless given.
 */
export async function maintainEventPartitions(ctx: Context, day?: Date): Promise<void> {
  const today = day ?? (await databaseTime(ctx.database));
  const upkeep = { today, retentionDays: ctx.config.RETENTION_DAYS, log: ctx.log };
  await maintainPartitions(ctx.database, 'event.event', upkeep);
  // What is made of events is younger than they are: of an event that was there before, something can be made today.
  const days = await partitionDays(ctx.database, 'event.event');
  await maintainPartitions(ctx.database, 'event.rendering', { ...upkeep, days });
}

export const eventTasks: Task[] = [
  { name: 'event.maintain-partitions', cron: '7 * * * *', run: (ctx) => maintainEventPartitions(ctx) },
  { name: 'event.trim-facet-values', cron: '41 3 * * *', run: trimFacetValues },
  {
    // Also of accounts that were deleted while they published.
    name: 'event.forget-allowances',
    cron: '43 3 * * *',
    run: async (ctx) => {
      await ctx.database.query(FORGET_FULL);
    },
  },
  {
    name: 'event.forget-idempotency',
    cron: '*/10 * * * *',
    run: async (ctx) => {
      await ctx.database.query(FORGET_EXPIRED);
    },
  },
];
