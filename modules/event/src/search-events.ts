import { type Context, partitionDays, statement, tenantOf } from '@tidings/kernel';
import { keyArray } from './facets/facet-key.ts';
import { keysFor } from './facets/keys-for.ts';
import { HIGHEST, HOLDS, type LogPage, LogWalk, type Stretch } from './walk-log.ts';

/** Events that are looked at one by one before the index is asked: a value that many have is found among them. */
const NEAR = 2_000;
/** Of one day that are read through the index: a value that more have is found by looking at one after the other. */
const HITS = 2_500;

type Hit = { id: string | null; body: string | null; hits: number };

// Index event_by_facet of one day, in no order: an order would tempt the planner to walk the whole day. Never more rows
// than $9, whatever of them is meant.
export const FAR = statement<Hit>(
  'event.search-far',
  `WITH hits AS MATERIALIZED (
     SELECT id, id < $3 AND ${HOLDS} AS is_meant
     FROM event.event
     WHERE account_id = $1 AND day = $2::date AND facets && $7::int8[]
     LIMIT $9
   )
   SELECT e.id, e.body, every.hits
   FROM (SELECT count(*) AS hits FROM hits) AS every
   LEFT JOIN (SELECT id FROM hits WHERE is_meant ORDER BY id DESC LIMIT $8) AS newest ON true
   LEFT JOIN event.event AS e ON e.account_id = $1 AND e.day = $2::date AND e.id = newest.id
   ORDER BY e.id DESC`,
);

/**
 * The account's events that have this value, or one that is called so, in one of their facets, newest first: the newest
 * events one by one, and where that does not fill the page, day by day through the index. A day on which many have it is
 * walked through, and where that takes long the answer says how far it came.
 */
export async function searchEvents(ctx: Context, q: string, page: LogPage): Promise<Stretch> {
  const { after, filter, limit } = page;
  const keys = keyArray(await keysFor(ctx, q));
  const walk = new LogWalk(ctx, page, keys);
  const { rows } = walk;
  const near = await walk.through(after, { most: NEAR });
  if (!near) return { rows };
  const days = await partitionDays(ctx.database, 'event.event');
  for (const day of days.filter((each) => each <= near.day).toReversed()) {
    const before = { day, id: day === near.day ? near.id : HIGHEST };
    const most = Math.min(HITS, walk.left);
    const found = await ctx.database.query(FAR, [
      tenantOf(ctx),
      day,
      before.id,
      filter.type,
      filter.createdAfter,
      filter.createdBefore,
      keys,
      limit - rows.length,
      most,
    ]);
    const hits = found[0]?.hits ?? 0;
    walk.left -= hits;
    if (hits < most) {
      for (const { id, body } of found) if (id !== null && body !== null) rows.push({ day, id, body });
    } else {
      const lookedUntil = await walk.through(before, { lowest: day });
      if (lookedUntil) return { rows, lookedUntil };
    }
    if (walk.isFull) break;
  }
  return { rows };
}
