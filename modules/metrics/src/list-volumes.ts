import { type Context, databaseTime, decodeCursor, pageFrom, statement, tenantOf } from '@tidings/kernel';
import { HOURS } from './list-sparklines.ts';
import type { Volumes, VolumesInput } from './schema.ts';
import { lastHours } from './time-slots.ts';

/** So many webhooks a page has, as many as a page of the console's list. */
const PAGE = 1_000;

// Index daily_by_account, eight rows a webhook at most; of the first day, the hours that are in the week. What has not been
// folded into days yet comes by hourly_by_account.
export const VOLUMES = statement<Volumes['data'][number]>(
  'metrics.volumes',
  `SELECT webhook_id, sum(attempts)::bigint AS attempts
   FROM (
     SELECT webhook_id,
            CASE WHEN day > ($2::timestamptz AT TIME ZONE 'UTC')::date THEN attempts
                 ELSE (SELECT sum(n) FROM unnest(hourly_attempts[extract(hour FROM $2::timestamptz AT TIME ZONE 'UTC')::int + 1:]) AS n)
            END AS attempts
     FROM metrics.daily
     WHERE account_id = $1 AND day >= ($2::timestamptz AT TIME ZONE 'UTC')::date AND webhook_id > $3
     UNION ALL
     SELECT webhook_id, attempts
     FROM metrics.hourly
     WHERE account_id = $1 AND hour >= greatest((SELECT until FROM metrics.folded), $2::timestamptz)
       AND webhook_id > $3
   ) AS stretch
   GROUP BY webhook_id
   HAVING sum(attempts) > 0
   ORDER BY webhook_id
   LIMIT ${PAGE + 1}`,
);

/**
 * Attempts of the account's webhooks in the last seven days, by their ids, of those that had any.
 * @throws {DomainError} `invalid` for a forged cursor.
 */
export async function listVolumes(ctx: Context, input: VolumesInput): Promise<Volumes> {
  const [after = ''] = decodeCursor(input.cursor, 1) ?? [];
  const [from] = lastHours(await databaseTime(ctx.database), HOURS);
  const rows = await ctx.database.query(VOLUMES, [tenantOf(ctx), from, after]);
  return pageFrom(rows, PAGE, { show: (row) => row, position: (row) => [row.webhook_id] });
}
