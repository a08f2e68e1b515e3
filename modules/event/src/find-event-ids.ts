import { type Context, partitionDays, statement, tenantOf } from '@tidings/kernel';
import { keyArray } from './facets/facet-key.ts';
import { keysFor } from './facets/keys-for.ts';

// Index event_by_facet of one day; sorted afterwards, since an order would tempt the planner to walk the whole day.
const OF_DAY = statement<{ id: string }>(
  'event.ids-by-facet',
  `WITH hits AS MATERIALIZED (
     SELECT id
     FROM event.event
     WHERE account_id = $1 AND day = $2::date AND facets && $3::int8[]
   )
   SELECT id
   FROM hits
   ORDER BY id DESC
   LIMIT $4`,
);

/**
 * The ids of the newest events of the account that have this value in one of their facets, as many as are asked
 * for at most: for whoever looks for what became of them.
 */
export async function findEventIds(ctx: Context, q: string, limit: number): Promise<string[]> {
  const keys = keyArray(await keysFor(ctx, q));
  const found: string[] = [];
  for (const day of (await partitionDays(ctx.database, 'event.event')).toReversed()) {
    const rows = await ctx.database.query(OF_DAY, [tenantOf(ctx), day, keys, limit - found.length]);
    found.push(...rows.map(({ id }) => id));
    if (found.length >= limit) break;
  }
  return found;
}
