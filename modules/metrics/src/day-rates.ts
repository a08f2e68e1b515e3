import { type Context, statement, tenantOf } from '@tidings/kernel';
import { shareOf } from './rollup-row.ts';
import { lastHours } from './time-slots.ts';

type Row = { webhook_id: string; begun: number; delivered: number };

// Primary key of metrics.hourly, or index hourly_by_account where most of an account is asked for: 24 rows a webhook.
export const DAY_RATES = statement<Row>(
  'metrics.day-rates',
  `SELECT webhook_id, sum(begun)::int AS begun, sum(delivered)::int AS delivered
   FROM metrics.hourly
   WHERE account_id = $1 AND webhook_id = ANY ($2::text[]) AND hour >= $3
   GROUP BY webhook_id`,
);

/** Of deliveries: how many have not arrived, or not yet, and which share has; null without any. */
type DayRate = { failed: number; rate: number | null };

/** How the deliveries of webhooks went, as their stats of 24 hours have it; missing without a delivery. */
export async function dayRates(
  ctx: Context,
  ids: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, DayRate>> {
  const [from] = lastHours(now, 24);
  const rows = await ctx.database.query(DAY_RATES, [tenantOf(ctx), ids, from]);
  return new Map(
    rows.map(({ webhook_id: id, begun, delivered }) => [
      id,
      { failed: begun - delivered, rate: shareOf(delivered, begun) },
    ]),
  );
}
