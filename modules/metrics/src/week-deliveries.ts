import { type Context, statement, tenantOf } from '@tidings/kernel';

/**
 * Deliveries that were made since $2 and attempted, by webhook of the account $1: of whole days from metrics.daily, of
 * the day in which $2 lies and of what has not been folded into days yet from metrics.hourly. One that waited for its first
 * attempt until its day had been folded is missing here.
 */
export function weekDeliveriesSql(and = ''): string {
  return `SELECT webhook_id, sum(begun)::bigint AS deliveries
   FROM (
     SELECT webhook_id, begun
     FROM metrics.daily
     WHERE account_id = $1 AND day > ($2::timestamptz AT TIME ZONE 'UTC')::date ${and}
     UNION ALL
     SELECT webhook_id, begun
     FROM metrics.hourly
     WHERE account_id = $1 AND hour >= $2
       AND hour < least((SELECT until FROM metrics.folded), date_trunc('day', $2::timestamptz, 'UTC') + interval '1 day') ${and}
     UNION ALL
     SELECT webhook_id, begun
     FROM metrics.hourly
     WHERE account_id = $1 AND hour >= greatest((SELECT until FROM metrics.folded), $2::timestamptz) ${and}
   ) AS stretch
   GROUP BY webhook_id`;
}

// Primary keys of metrics.daily and metrics.hourly.
export const WEEK_DELIVERIES = statement<{ webhook_id: string; deliveries: number }>(
  'metrics.week-deliveries',
  weekDeliveriesSql('AND webhook_id = ANY ($3::text[])'),
);

/** Deliveries of some of the account's webhooks since the begin of an hour, by id. */
export async function weekDeliveries(
  ctx: Context,
  ids: readonly string[],
  from: Date,
): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.database.query(WEEK_DELIVERIES, [tenantOf(ctx), from, ids]);
  return new Map(rows.map(({ webhook_id: id, deliveries }) => [id, deliveries]));
}
