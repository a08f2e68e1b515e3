import { getWebhook } from '@tidings/endpoint';
import { type Context, databaseTime, statement } from '@tidings/kernel';
import { durationsOf, type RollupRow, totalsOf } from './rollup-row.ts';
import type { Stats, StatsInput } from './schema.ts';
import { lastDays, lastHours } from './time-slots.ts';

// Primary key of metrics.hourly: a stretch of at most 721 rows.
export const HOURS_OF_WEBHOOK = statement<RollupRow>(
  'metrics.hours-of-webhook',
  `SELECT hour, attempts, failed, begun, delivered, exhausted, duration_min, duration_max, duration_sum, durations, errors
   FROM metrics.hourly
   WHERE webhook_id = $1 AND hour >= $2
   ORDER BY hour`,
);

/**
 * What the attempts of a webhook came to, in all and for each hour (24h, 7d) or day (30d), empty ones too. The last
 * point is the hour or day that runs. An attempt belongs to the hour in which it began, and a delivery to that in which it
 * was made, whatever becomes of it later; tests of the webhook and attempts that were interrupted are not counted.
 * @throws {DomainError} `not_found`, also for another account's webhook.
 */
export async function showStats(ctx: Context, input: StatsInput): Promise<Stats> {
  await getWebhook(ctx, { id: input.id });
  const slots = slotsOf(await databaseTime(ctx.database), input);
  const from = slots[0];
  const rows = await ctx.database.query(HOURS_OF_WEBHOOK, [input.id, from]);
  const bySlot = new Map<Date, RollupRow[]>(slots.map((slot) => [slot, []]));
  let index = 0;
  for (const row of rows) {
    // Both are in the order of time. Where days begin within an hour, that hour belongs to the day in which it began.
    for (let next = slots[index + 1]; next && next <= row.hour; next = slots[index + 1]) index += 1;
    const slot = slots[index];
    if (slot) bySlot.get(slot)?.push(row);
  }
  return {
    totals: totalsOf(rows),
    series: [...bySlot].map(([at, of]) => ({
      at: at.toISOString(),
      total: of.reduce((sum, row) => sum + row.attempts, 0),
      failed: of.reduce((sum, row) => sum + row.failed, 0),
      duration_ms: durationsOf(of),
    })),
  };
}

function slotsOf(now: Date, { window, time_zone: timeZone }: StatsInput): Date[] {
  switch (window) {
    case '24h':
      return lastHours(now, 24);
    case '7d':
      return lastHours(now, 7 * 24);
    case '30d':
      return lastDays(now, 30, timeZone);
    default:
      return window satisfies never;
  }
}
