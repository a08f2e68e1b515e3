import { type Context, statement } from '@tidings/kernel';
import type { Range } from './log-range.ts';

/** '/' follows '.' in the collation of the column: all names of a resource, and no others, lie between the two. */
const END = `left(resource, -1) || '/' COLLATE "C"`;

// Index delivery_by_type: from each type the next one, so that it costs as much as there are types, not deliveries.
export const TYPES_OF_RESOURCES = statement<{ event_type: string }>(
  'delivery.types-of-resources',
  `WITH RECURSIVE seen AS (
     SELECT resource, resource COLLATE "C" AS event_type
     FROM unnest($2::text[]) AS resource
     UNION ALL
     SELECT resource, (
       SELECT d.event_type
       FROM delivery.delivery AS d
       WHERE d.endpoint_id = $1
         AND d.event_type > seen.event_type AND d.event_type < ${END}
         AND d.day BETWEEN $3::date AND $4::date
       ORDER BY d.event_type
       LIMIT 1
     )
     FROM seen
     WHERE seen.event_type IS NOT NULL
   )
   SELECT event_type
   FROM seen
   WHERE event_type IS NOT NULL AND event_type <> resource`,
);

/**
 * The types of a webhook's deliveries that are meant by names, resources such as `email.*` and `*`, as the event log
 * has them, also those that the catalog has no longer. The caller has made sure that the webhook is the account's.
 * @returns undefined: of any type.
 */
export async function typesMeant(
  ctx: Context,
  { id, type }: { id: string; type?: string[] | undefined },
  { from, before }: Range,
): Promise<string[] | undefined> {
  if (!type || type.includes('*')) return undefined;
  const resources = type.filter((each) => each.endsWith('.*')).map((each) => each.slice(0, -1));
  if (resources.length === 0) return type;
  const found = await ctx.database.query(TYPES_OF_RESOURCES, [id, resources, from.day, before.day]);
  const names = type.filter((each) => !each.endsWith('.*'));
  return [...new Set([...names, ...found.map((row) => row.event_type)])];
}
