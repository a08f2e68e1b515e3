import { type Context, partitionDays, statement, tenantOf } from '@tidings/kernel';
import { keyArray } from './facets/facet-key.ts';
import { keysFor } from './facets/keys-for.ts';

// Index event_by_facet of one day. In no order: nothing beyond $4 is read or sorted.
export const OF_DAY = statement<{ id: string }>(
  'event.ids-by-facet',
  `SELECT id
   FROM event.event
   WHERE account_id = $1 AND day = $2::date AND facets && $3::int8[]
   LIMIT $4`,
);

// Primary key (account_id, day, id), event after event: OFFSET 0 keeps the planner from reading all that have the value.
export const WITH_VALUE = statement<{ day: string; id: string }>(
  'event.with-value',
  `SELECT held.day, held.id
   FROM unnest($2::date[], $3::text[]) AS given (day, id)
   CROSS JOIN LATERAL (
     SELECT e.day, e.id, e.facets
     FROM event.event AS e
     WHERE e.account_id = $1 AND e.day = given.day AND e.id = given.id
     OFFSET 0
   ) AS held
   WHERE held.facets && $4::int8[]`,
);

/**
 * The ids of all events of the account that have this value in one of their facets, in no order; undefined when there
 * are more than `most`. For whoever looks for what became of them.
 */
export async function findEventIds(ctx: Context, q: string, most: number): Promise<string[] | undefined> {
  const keys = keyArray(await keysFor(ctx, q));
  const found: string[] = [];
  for (const day of await partitionDays(ctx.database, 'event.event')) {
    const rows = await ctx.database.query(OF_DAY, [tenantOf(ctx), day, keys, most + 1 - found.length]);
    found.push(...rows.map(({ id }) => id));
    if (found.length > most) return undefined;
  }
  return found;
}

/** Of some events of the account those that have this value in one of their facets. */
export async function eventsWithValue(
  ctx: Context,
  q: string,
  events: { day: string; id: string }[],
): Promise<(event: { day: string; id: string }) => boolean> {
  const rows = await ctx.database.query(WITH_VALUE, [
    tenantOf(ctx),
    events.map(({ day }) => day),
    events.map(({ id }) => id),
    keyArray(await keysFor(ctx, q)),
  ]);
  const found = new Set(rows.map(({ day, id }) => `${day} ${id}`));
  return ({ day, id }) => found.has(`${day} ${id}`);
}
