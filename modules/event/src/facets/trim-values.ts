import { type Context, type Sql, statement } from '@tidings/kernel';

/** Of each facet of an account, those seen last. */
export const KEPT_VALUES = 10_000;

// The whole table, once a day.
const TRIM = statement<never>(
  'event.trim-facet-values',
  `DELETE FROM event.facet_value AS v
   USING (
     SELECT account_id, name, value, seen_at,
            row_number() OVER (PARTITION BY account_id, name ORDER BY seen_at DESC) AS place
     FROM event.facet_value
   ) AS ranked
   WHERE (v.account_id, v.name, v.value) = (ranked.account_id, ranked.name, ranked.value)
     AND (ranked.place > $1 OR ranked.seen_at < now() - $2 * interval '1 day')`,
  { answerWithinMs: 600_000 },
);

// Index facet_value_by_time, read backwards, and then from its beginning.
const TRIM_ONE = statement<never>(
  'event.trim-facet',
  `DELETE FROM event.facet_value
   WHERE account_id = $1 AND name = $2
     AND seen_at < (
       SELECT seen_at
       FROM event.facet_value
       WHERE account_id = $1 AND name = $2
       ORDER BY seen_at DESC
       OFFSET $3
       LIMIT 1
     )`,
);

/** Forgets values beyond the newest 10,000 of a facet, and those that no event has had for the retention. */
export async function trimFacetValues(ctx: Context): Promise<void> {
  await ctx.database.query(TRIM, [KEPT_VALUES, ctx.config.RETENTION_DAYS]);
}

/** Forgets values of one facet beyond the newest 10,000; of those noted at one moment all or none. */
export async function trimFacet(
  sql: Sql,
  { accountId, name }: { accountId: string; name: string },
): Promise<void> {
  await sql.query(TRIM_ONE, [accountId, name, KEPT_VALUES]);
}
