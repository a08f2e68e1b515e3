import { type Context, databaseTime, statement, tenantOf } from '@tidings/kernel';
import { HOURS } from './list-sparklines.ts';
import type { Volumes } from './schema.ts';
import { lastHours } from './time-slots.ts';
import { weekDeliveriesSql } from './week-deliveries.ts';

/** As many as the console has in its list. */
const MOST = 1_000;

// Indexes daily_by_account and hourly_by_account: seven rows a webhook, and the hours of the first day.
export const VOLUMES = statement<Volumes['data'][number]>(
  'metrics.volumes',
  `${weekDeliveriesSql()}
   HAVING sum(begun) > 0
   ORDER BY deliveries DESC, webhook_id
   LIMIT ${MOST}`,
);

/** Deliveries of the account's webhooks in the last seven days, of those first that had most of them, up to a thousand. */
export async function listVolumes(ctx: Context): Promise<Volumes> {
  const [from] = lastHours(await databaseTime(ctx.database), HOURS);
  return { data: await ctx.database.query(VOLUMES, [tenantOf(ctx), from]) };
}
