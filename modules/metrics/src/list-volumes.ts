import { type Context, databaseTime, statement, tenantOf } from '@tidings/kernel';
import { HOURS } from './list-sparklines.ts';
import type { Volumes } from './schema.ts';
import { lastHours } from './time-slots.ts';

/** As many as the console has in its list. */
const MOST = 1_000;

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
     WHERE account_id = $1 AND day >= ($2::timestamptz AT TIME ZONE 'UTC')::date
     UNION ALL
     SELECT webhook_id, attempts
     FROM metrics.hourly
     WHERE account_id = $1 AND hour >= greatest((SELECT until FROM metrics.folded), $2::timestamptz)
   ) AS stretch
   GROUP BY webhook_id
   HAVING sum(attempts) > 0
   ORDER BY attempts DESC, webhook_id
   LIMIT ${MOST}`,
);

/** Attempts of the account's webhooks in the last seven days, of those first that had most of them, up to a thousand. */
export async function listVolumes(ctx: Context): Promise<Volumes> {
  const [from] = lastHours(await databaseTime(ctx.database), HOURS);
  return { data: await ctx.database.query(VOLUMES, [tenantOf(ctx), from]) };
}
