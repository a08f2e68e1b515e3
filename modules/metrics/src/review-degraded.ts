import { type DayCounts, listDegraded, settleDegraded } from '@tidings/endpoint';
import { type Context, databaseTime, statement } from '@tidings/kernel';
import { INTERNAL_PLACE } from './error-classes.ts';

const PAGE = 1_000;

// Primary key of metrics.hourly: a stretch of 24 rows for each webhook.
const LAST_DAY = statement<{ webhook_id: string } & DayCounts>(
  'metrics.last-day',
  `SELECT webhook_id,
          sum(attempts - coalesce(errors[${INTERNAL_PLACE}], 0))::int AS attempts,
          sum(failed - coalesce(errors[${INTERNAL_PLACE}], 0))::int AS failed
   FROM metrics.hourly
   WHERE webhook_id = ANY ($1::text[]) AND hour >= date_trunc('hour', $2::timestamptz, 'UTC') - interval '23 hours'
   GROUP BY webhook_id`,
);

/**
 * Looks again at webhooks of which too many attempts failed: time alone ends that, too. While attempts are made, each of
 * them tells.
 */
export async function reviewDegraded(ctx: Context): Promise<void> {
  for (let after = ''; ;) {
    const now = await databaseTime(ctx.database);
    const ids = await listDegraded(ctx.database, after, PAGE);
    const counted = new Map<string, DayCounts>(ids.map((id) => [id, { attempts: 0, failed: 0 }]));
    for (const { webhook_id: id, ...counts } of await ctx.database.query(LAST_DAY, [ids, now]))
      counted.set(id, counts);
    await settleDegraded(ctx.database, counted, now);
    after = ids.at(-1) ?? '';
    if (ids.length < PAGE) return;
  }
}
