import { countBadges } from '@tidings/endpoint';
import { type Context, databaseTime, statement, tenantOf } from '@tidings/kernel';
import { timeZoneAsked } from './hooks.ts';
import { shareOf } from './rollup-row.ts';
import type { Overview, OverviewInput } from './schema.ts';
import { QUARTERS } from './sum-rollups.ts';
import { lastDays, lastHours } from './time-slots.ts';

type Sums = { today: number; begun: number; delivered: number };

const QUARTER_MINUTES = 60 / QUARTERS;
/** Arrivals since a moment at which a quarter of an hour begins. */
const arrivedSince = (moment: string) =>
  Array.from(
    { length: QUARTERS },
    (_, quarter) =>
      `coalesce(sum(arrived[${quarter + 1}])
         FILTER (WHERE hour >= ${moment}::timestamptz - interval '${quarter * QUARTER_MINUTES} minutes'), 0)`,
  ).join(' + ');

// Index hourly_by_account: the hours of two days at most.
const SUMS = statement<Sums>(
  'metrics.account-sums',
  `SELECT ${arrivedSince('$2')} AS today,
          coalesce(sum(begun) FILTER (WHERE hour >= $3), 0) AS begun,
          coalesce(sum(delivered) FILTER (WHERE hour >= $3), 0) AS delivered
   FROM metrics.hourly
   WHERE account_id = $1 AND hour >= least($2::timestamptz - interval '1 hour', $3::timestamptz)`,
);

/**
 * What an account's webhooks are up to: their badges; how many deliveries arrived since the account's day began,
 * whenever they were made, each the first time that it arrived; and of those made in the last 24 hours, as far as they
 * were attempted, which share has arrived.
 */
export async function showOverview(ctx: Context, { time_zone: timeZone }: OverviewInput): Promise<Overview> {
  const [now, [ownTimeZone]] = await Promise.all([
    databaseTime(ctx.database),
    timeZoneAsked.announce(ctx.database, tenantOf(ctx)),
  ]);
  const [today] = lastDays(now, 1, ownTimeZone ?? timeZone);
  const [dayAgo] = lastHours(now, 24);
  const [webhooks, [sums]] = await Promise.all([
    countBadges(ctx),
    ctx.database.query(SUMS, [tenantOf(ctx), today, dayAgo]),
  ]);
  const { today: delivered_today = 0, begun = 0, delivered = 0 } = sums ?? {};
  return { webhooks, delivered_today, success_rate: shareOf(delivered, begun) };
}
