import { type Context, partitionDays, statement, tenantOf } from '@tidings/kernel';
import { keyArray } from './facets/facet-key.ts';
import { keysFor } from './facets/keys-for.ts';

/** A place in the log: events before it, in the order newest first, come after it on the page. */
export type Position = { day: string; id: string };
export type FoundEvent = { day: string; id: string; body: string };
export type EventFilter = {
  /** A name or a resource, `email.*`. */
  type: string | null;
  createdAfter: Date | null;
  createdBefore: Date | null;
};

/** Rows that are looked at one by one before the index is asked: a value that many have is found among them. */
const WALK = 2_000;

/** Of the type, or the resource (`email.*`), that is $4; null: of any. As `subscribes` has it. */
export const OF_TYPE = `($4::text IS NULL OR type = $4 OR ($4 LIKE '%.*' AND starts_with(type, left($4, -1))))`;

const HOLDS = `${OF_TYPE}
         AND ($5::timestamptz IS NULL OR happened_at > $5)
         AND ($6::timestamptz IS NULL OR happened_at < $6)`;

// Primary key (account_id, day, id), backwards.
export const NEAR = statement<FoundEvent & { matches: boolean; walked: number }>(
  'event.search-near',
  `WITH walked AS MATERIALIZED (
     SELECT day, id, body, coalesce(facets && $7::int8[], false) AND ${HOLDS} AS matches
     FROM event.event
     WHERE account_id = $1 AND day <= $2::date AND (day, id) < ($2::date, $3::text)
     ORDER BY day DESC, id DESC
     LIMIT ${WALK}
   ), last AS (
     SELECT day, id, '' AS body, false AS matches FROM walked ORDER BY day, id LIMIT 1
   )
   SELECT *, (SELECT count(*) FROM walked) AS walked
   FROM (
     (SELECT * FROM walked WHERE matches ORDER BY day DESC, id DESC LIMIT $8)
     UNION ALL
     SELECT * FROM last
   ) AS found
   ORDER BY matches DESC, day DESC, id DESC`,
);

// Index event_by_facet of one day; sorted afterwards, since an order would tempt the planner to walk the whole day.
export const FAR = statement<FoundEvent>(
  'event.search-far',
  `WITH hits AS MATERIALIZED (
     SELECT id
     FROM event.event
     WHERE account_id = $1 AND day = $2::date AND facets && $7::int8[] AND id < $3 AND ${HOLDS}
   )
   SELECT e.day, e.id, e.body
   FROM (SELECT id FROM hits ORDER BY id DESC LIMIT $8) AS newest
   JOIN event.event AS e ON e.account_id = $1 AND e.day = $2::date AND e.id = newest.id
   ORDER BY e.id DESC`,
);

/** No id is higher. */
const HIGHEST = '~';

/**
 * The account's events that have this value, or one that is called so, in one of their facets, newest first: the newest
 * events one by one, and where that does not fill the page, day by day through the index.
 */
export async function searchEvents(
  ctx: Context,
  q: string,
  page: { after: Position; filter: EventFilter; limit: number },
): Promise<FoundEvent[]> {
  const { after, filter, limit } = page;
  const keys = keyArray(await keysFor(ctx, q));
  const filters = [filter.type, filter.createdAfter, filter.createdBefore, keys];
  const accountId = tenantOf(ctx);
  const near = await ctx.database.query(NEAR, [accountId, after.day, after.id, ...filters, limit]);
  const found = near.filter(({ matches }) => matches);
  const last = near.findLast(({ matches }) => !matches);
  if (!last || last.walked < WALK || found.length === limit) return found.map(shown);
  const days = await partitionDays(ctx.database, 'event.event');
  for (const day of days.filter((each) => each <= last.day).toReversed()) {
    const before = day === last.day ? last.id : HIGHEST;
    found.push(
      ...(await ctx.database.query(FAR, [accountId, day, before, ...filters, limit - found.length])).map(
        (row) => ({ ...row, matches: true, walked: 0 }),
      ),
    );
    if (found.length === limit) break;
  }
  return found.map(shown);
}

function shown({ day, id, body }: FoundEvent): FoundEvent {
  return { day, id, body };
}
