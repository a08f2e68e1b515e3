import { type Context, statement, tenantOf } from '@tidings/kernel';
import { shareOf } from './rollup-row.ts';
import type { Overview } from './schema.ts';
import { QUARTERS } from './sum-rollups.ts';
import { lastDays, lastHours, sameTimeYesterday } from './time-slots.ts';

type AccountSums = Omit<Overview, 'webhooks'>;
type Row = {
  today: number;
  yesterday: number;
  begun: number;
  delivered: number;
  begun_before: number;
  delivered_before: number;
};

const QUARTER_MINUTES = 60 / QUARTERS;
/** Adds up the quarters of all hours; each is told by its begin. */
const quarters = (sumOf: (arrived: string, begin: string) => string) =>
  Array.from({ length: QUARTERS }, (_, quarter) =>
    sumOf(`arrived[${quarter + 1}]`, `hour + interval '${quarter * QUARTER_MINUTES} minutes'`),
  ).join(' + ');

const ARRIVED_TODAY = quarters(
  (arrived, begin) => `coalesce(sum(${arrived}) FILTER (WHERE ${begin} >= $2::timestamptz), 0)`,
);
// The quarter that ran then counts by as much of it as had passed.
const ARRIVED_YESTERDAY = quarters(
  (arrived, begin) =>
    `coalesce(sum(${arrived} * least(1, extract(epoch FROM $4::timestamptz - (${begin}))::float8 / ${QUARTER_MINUTES * 60}))
       FILTER (WHERE ${begin} >= $3::timestamptz AND ${begin} < $4), 0)`,
);

// Index hourly_by_account: the hours of three days at most. A day begins within its first hour.
export const ACCOUNT_SUMS = statement<Row>(
  'metrics.account-sums',
  `SELECT ${ARRIVED_TODAY} AS today,
          round(${ARRIVED_YESTERDAY})::bigint AS yesterday,
          coalesce(sum(begun) FILTER (WHERE hour >= $5), 0) AS begun,
          coalesce(sum(delivered) FILTER (WHERE hour >= $5), 0) AS delivered,
          coalesce(sum(begun) FILTER (WHERE hour >= $6 AND hour < $5), 0) AS begun_before,
          coalesce(sum(delivered) FILTER (WHERE hour >= $6 AND hour < $5), 0) AS delivered_before
   FROM metrics.hourly
   WHERE account_id = $1 AND hour >= least($3::timestamptz - interval '1 hour', $6::timestamptz)`,
);

/**
 * What the webhooks of an account came to: what arrived on the day that runs, beside what had arrived of yesterday by the
 * same time; and which share arrived of what was made in the last 24 hours, beside that of the 24 before.
 */
export async function sumAccount(
  ctx: Context,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<AccountSums> {
  const [yesterday, today] = lastDays(now, 2, timeZone);
  const [twoDaysAgo] = lastHours(now, 48);
  const [dayAgo] = lastHours(now, 24);
  const [sums] = await ctx.database.query(ACCOUNT_SUMS, [
    tenantOf(ctx),
    today,
    yesterday,
    sameTimeYesterday(now, timeZone),
    dayAgo,
    twoDaysAgo,
  ]);
  if (!sums) throw new Error('A sum without groups has one row.');
  return {
    delivered_today: sums.today,
    delivered_yesterday: sums.yesterday,
    success_rate: shareOf(sums.delivered, sums.begun),
    success_rate_before: shareOf(sums.delivered_before, sums.begun_before),
  };
}
