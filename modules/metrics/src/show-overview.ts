import { countBadges } from '@tidings/endpoint';
import { type Context, databaseTime, statement, tenantOf } from '@tidings/kernel';
import { shareOf } from './rollup-row.ts';
import type { Overview, OverviewInput } from './schema.ts';
import { lastDays, lastHours } from './time-slots.ts';

type Sums = { today: number; begun: number; delivered: number };

// Index hourly_by_account: the hours of two days at most.
const SUMS = statement<Sums>(
  'metrics.account-sums',
  `SELECT coalesce(sum(delivered) FILTER (WHERE hour >= $2), 0) AS today,
          coalesce(sum(begun) FILTER (WHERE hour >= $3), 0) AS begun,
          coalesce(sum(delivered) FILTER (WHERE hour >= $3), 0) AS delivered
   FROM metrics.hourly
   WHERE account_id = $1 AND hour >= least($2::timestamptz, $3::timestamptz)`,
);

/** What an account's webhooks are up to: their badges, what was delivered today, and how much of it in 24 hours. */
export async function showOverview(ctx: Context, { time_zone: timeZone }: OverviewInput): Promise<Overview> {
  const now = await databaseTime(ctx.database);
  const [today] = lastDays(now, 1, timeZone);
  const [dayAgo] = lastHours(now, 24);
  const [webhooks, [sums]] = await Promise.all([
    countBadges(ctx),
    ctx.database.query(SUMS, [tenantOf(ctx), today, dayAgo]),
  ]);
  const { today: delivered_today = 0, begun = 0, delivered = 0 } = sums ?? {};
  return { webhooks, delivered_today, success_rate: shareOf(delivered, Math.max(begun, delivered)) };
}
