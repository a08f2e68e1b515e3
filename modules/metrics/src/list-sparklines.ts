import { type Context, databaseTime, statement, tenantOf } from '@tidings/kernel';
import { dayRates } from './day-rates.ts';
import type { Sparklines, SparklinesInput } from './schema.ts';
import { lastHours } from './time-slots.ts';
import { weekDeliveries } from './week-deliveries.ts';

export const HOURS = 7 * 24;
const HOUR_MS = 3_600_000;

/** Attempts and failures of some hours in a row, from `from_at` on, as Postgres writes arrays: cheap to take apart. */
type Stretch = { webhook_id: string; from_at: Date; attempts: string; failed: string };

// Primary key of metrics.daily, or index daily_by_account where most of an account is asked for: eight rows a webhook at
// most. What has not been folded into days yet comes by those of metrics.hourly, an hour or two.
export const SPARKLINES = statement<Stretch>(
  'metrics.sparklines',
  `SELECT webhook_id, day::timestamp AT TIME ZONE 'UTC' AS from_at, hourly_attempts::text AS attempts,
          hourly_failed::text AS failed
   FROM metrics.daily
   WHERE account_id = $1 AND day >= ($2::timestamptz AT TIME ZONE 'UTC')::date AND webhook_id = ANY ($3::text[])
   UNION ALL
   SELECT webhook_id, hour, '{' || attempts || '}', '{' || failed || '}'
   FROM metrics.hourly
   WHERE account_id = $1 AND hour >= greatest((SELECT until FROM metrics.folded), $2::timestamptz)
     AND webhook_id = ANY ($3::text[])`,
);

/**
 * Attempts and failures of some of the account's webhooks, for every hour of the last seven days; how many deliveries
 * these came to; and of the deliveries of the last 24 hours the share that arrived. Webhooks without any attempt in these
 * are left out, and so are those of others.
 */
export async function listSparklines(ctx: Context, { ids }: SparklinesInput): Promise<Sparklines> {
  const now = await databaseTime(ctx.database);
  const [from] = lastHours(now, HOURS);
  if (!from) throw new Error('There are 168 hours.');
  const [stretches, deliveries, rates] = await Promise.all([
    ctx.database.query(SPARKLINES, [tenantOf(ctx), from, ids]),
    weekDeliveries(ctx, ids, from),
    dayRates(ctx, ids, now),
  ]);
  const lines = new Map<string, { total: number[]; failed: number[] }>();
  for (const stretch of stretches) {
    let line = lines.get(stretch.webhook_id);
    if (!line) lines.set(stretch.webhook_id, (line = { total: zeros(), failed: zeros() }));
    const first = (stretch.from_at.getTime() - from.getTime()) / HOUR_MS;
    place(line.total, first, stretch.attempts);
    place(line.failed, first, stretch.failed);
  }
  return {
    from: from.toISOString(),
    data: [...lines]
      .filter(([, line]) => line.total.some((count) => count > 0))
      .map(([webhook_id, line]) => ({
        webhook_id,
        ...line,
        deliveries: deliveries.get(webhook_id) ?? 0,
        day_failed: rates.get(webhook_id)?.failed ?? 0,
        success_rate: rates.get(webhook_id)?.rate ?? null,
      })),
  };
}

/** Adds up: the hours of today are both in the row of the day and, while they are new, on their own, never in both. */
function place(line: number[], first: number, array: string): void {
  for (const [index, count] of array.slice(1, -1).split(',').entries()) {
    const hour = first + index;
    if (hour >= 0 && hour < HOURS) line[hour] = (line[hour] ?? 0) + Number(count);
  }
}

function zeros(): number[] {
  return Array.from({ length: HOURS }, () => 0);
}
