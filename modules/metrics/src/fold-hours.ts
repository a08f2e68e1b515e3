import { type Context, statement } from '@tidings/kernel';
import { BUCKETS } from './duration-buckets.ts';
import { ERROR_CLASSES } from './error-classes.ts';

/** Whole days of which every hour is kept: the charts show 30, in any time zone. */
const HOURLY_DAYS = 32;
/** Days that are summed up once more in their last days as hours, so that a task that did not run loses nothing. */
const SETTLED_DAYS = 3;
/** Thirteen months. */
const DAILY_DAYS = 400;
const FORGET_AT_ONCE = 20_000;
const UPKEEP = { answerWithinMs: 600_000 };

const PLACES = (count: number) => Array.from({ length: count }, (_, index) => index);
const sums = (column: string, places: number) =>
  `ARRAY[${PLACES(places)
    .map((place) => `coalesce(sum(h.${column}[${place + 1}]), 0)::int`)
    .join(', ')}]`;
const hours = (column: string) =>
  `ARRAY[${PLACES(24)
    .map((hour) => `coalesce(sum(h.${column}) FILTER (WHERE h.of_day = ${hour}), 0)::int`)
    .join(', ')}]`;

// Index hourly_by_hour finds what was written since, then the primary key all hours of each webhook's day. A fold of the
// same hours gives the same rows: what was recorded late is in the next one, and what became of the day's deliveries
// afterwards in the last one.
const FOLD = statement<never>(
  'metrics.fold-hours',
  `WITH touched AS (
     SELECT DISTINCT webhook_id, (hour AT TIME ZONE 'UTC')::date AS day
     FROM metrics.hourly
     WHERE hour >= $1::timestamptz - interval '1 hour' AND hour < $2
   )
   INSERT INTO metrics.daily
     (webhook_id, day, account_id, attempts, failed, begun, delivered, exhausted, duration_min, duration_max,
      duration_sum, durations, errors, hourly_attempts, hourly_failed)
   SELECT h.webhook_id, h.day, min(h.account_id), sum(h.attempts), sum(h.failed), sum(h.begun), sum(h.delivered),
          sum(h.exhausted), min(h.duration_min), max(h.duration_max), sum(h.duration_sum),
          ${sums('durations', BUCKETS)},
          CASE WHEN sum(h.failed) > 0 THEN ${sums('errors', ERROR_CLASSES.length)} END,
          ${hours('attempts')},
          ${hours('failed')}
   FROM touched
   CROSS JOIN LATERAL (
     SELECT hourly.*, touched.day, extract(hour FROM hour AT TIME ZONE 'UTC') AS of_day
     FROM metrics.hourly
     WHERE webhook_id = touched.webhook_id
       AND hour >= touched.day::timestamp AT TIME ZONE 'UTC'
       AND hour < least((touched.day + 1)::timestamp AT TIME ZONE 'UTC', $2)
   ) AS h
   GROUP BY h.webhook_id, h.day
   ON CONFLICT (webhook_id, day) DO UPDATE
   SET attempts = EXCLUDED.attempts,
       failed = EXCLUDED.failed,
       begun = EXCLUDED.begun,
       delivered = EXCLUDED.delivered,
       exhausted = EXCLUDED.exhausted,
       duration_min = EXCLUDED.duration_min,
       duration_max = EXCLUDED.duration_max,
       duration_sum = EXCLUDED.duration_sum,
       durations = EXCLUDED.durations,
       errors = EXCLUDED.errors,
       hourly_attempts = EXCLUDED.hourly_attempts,
       hourly_failed = EXCLUDED.hourly_failed`,
  UPKEEP,
);

// The row is locked for as long as a fold takes, so that there is one at a time. The hour that runs is never folded,
// nor in its first minutes the one before.
const BEGIN = statement<{ from_at: Date; until_at: Date }>(
  'metrics.begin-fold',
  `SELECT until AS from_at,
          greatest(until, date_trunc('hour', coalesce($1::timestamptz, now()) - interval '5 minutes', 'UTC')) AS until_at
   FROM metrics.folded
   FOR UPDATE`,
);
const END = statement<never>('metrics.end-fold', 'UPDATE metrics.folded SET until = $1');

/**
 * Sums up the hours that have passed since the last time into the rows of their days.
 * @param now by the database's clock unless given.
 */
export async function foldHours(ctx: Context, now?: Date): Promise<void> {
  await ctx.database.transaction(async (tx) => {
    const [span] = await tx.query(BEGIN, [now ?? null]);
    if (!span) throw new Error('metrics.folded has one row.');
    await tx.query(FOLD, [span.from_at, span.until_at]);
    await tx.query(END, [span.until_at]);
  });
}

// Indexes hourly_by_hour and daily_by_day; a part at a time, so that no transaction is long.
const FORGET_HOURS = statement<{ webhook_id: string }>(
  'metrics.forget-hours',
  `DELETE FROM metrics.hourly
   WHERE (webhook_id, hour) IN (
     SELECT webhook_id, hour FROM metrics.hourly
     WHERE hour < $1
     LIMIT ${FORGET_AT_ONCE}
   )
   RETURNING webhook_id`,
  UPKEEP,
);
const FORGET_DAYS = statement<{ webhook_id: string }>(
  'metrics.forget-days',
  `DELETE FROM metrics.daily
   WHERE (webhook_id, day) IN (
     SELECT webhook_id, day FROM metrics.daily
     WHERE day < (coalesce($1::timestamptz, now()) AT TIME ZONE 'UTC')::date - ${DAILY_DAYS}
     LIMIT ${FORGET_AT_ONCE}
   )
   RETURNING webhook_id`,
  UPKEEP,
);

// The begin of a day, so that none has lost a part of its hours. A fold begins an hour earlier than it is told.
const KEPT = statement<{ since: Date; settled_from: Date; settled_until: Date }>(
  'metrics.hours-kept',
  `SELECT day AT TIME ZONE 'UTC' AS since,
          (day + interval '1 hour') AT TIME ZONE 'UTC' AS settled_from,
          (day + interval '${SETTLED_DAYS} days') AT TIME ZONE 'UTC' AS settled_until
   FROM (
     SELECT date_trunc('day', coalesce($1::timestamptz, now()) AT TIME ZONE 'UTC') - interval '${HOURLY_DAYS} days' AS day
   ) AS first`,
);

/**
 * Removes the hours of days that were more than 32 days ago, and days older than 13 months. Deliveries of a day may
 * arrive late, or be retried by hand: it is summed up a last time before it loses its hours.
 * @param now by the database's clock unless given.
 */
export async function forgetRollups(ctx: Context, now?: Date): Promise<void> {
  const [kept] = await ctx.database.query(KEPT, [now ?? null]);
  if (!kept) throw new Error('A query without a table has one row.');
  await ctx.database.query(FOLD, [kept.settled_from, kept.settled_until]);
  await forgetAll(ctx, FORGET_HOURS, kept.since);
  await forgetAll(ctx, FORGET_DAYS, now ?? null);
}

async function forgetAll(ctx: Context, forget: typeof FORGET_HOURS, value: Date | null): Promise<void> {
  for (let rows = FORGET_AT_ONCE; rows === FORGET_AT_ONCE;)
    rows = (await ctx.database.query(forget, [value])).length;
}
