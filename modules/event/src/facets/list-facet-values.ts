import {
  type Context,
  decodeCursor,
  forgedCursor,
  notFound,
  pageFrom,
  statement,
  tenantOf,
} from '@tidings/kernel';
import { type Page, timestamp } from '@tidings/kernel/schema';
import { catalogOf } from '../catalog.ts';
import type { FacetValue, ListFacetValuesInput } from '../schema.ts';

type Row = { value: string; label: string | null; seen_at: Date };

// Index facet_value_by_time, read backwards: of one facet some more than KEPT_VALUES.
const LIST = statement<Row>(
  'event.list-facet-values',
  `SELECT value, label, seen_at
   FROM event.facet_value
   WHERE account_id = $1 AND name = $2
     AND ($3::timestamptz IS NULL OR (seen_at, value) < ($3::timestamptz, $4::text))
     AND ($5::text IS NULL OR strpos(lower(value), $5) > 0 OR strpos(lower(label), $5) > 0)
   ORDER BY seen_at DESC, value DESC
   LIMIT $6`,
);

/**
 * The values that a facet has had in the account's events, those seen last first. A value may take some seconds to
 * appear, and one that is seen all the time moves up once an hour. Of a facet with hundreds of new values a second some
 * are left out.
 * @throws {DomainError} `not_found` for a facet that no event type has.
 */
export async function listFacetValues(ctx: Context, input: ListFacetValuesInput): Promise<Page<FacetValue>> {
  if (
    !catalogOf(ctx)
      .list()
      .some((type) => Object.hasOwn(type.facets, input.name))
  )
    throw notFound(`The facet "${input.name}"`);
  const list = `facets ${tenantOf(ctx)} ${input.name}`;
  const [seen, value] = decodeCursor(list, input.cursor, 2) ?? [];
  if (seen !== undefined && !timestamp.safeParse(seen).success) throw forgedCursor();
  const rows = await ctx.database.query(LIST, [
    tenantOf(ctx),
    input.name,
    // As a moment: Postgres reads no year 0.
    seen === undefined ? null : new Date(seen),
    value ?? null,
    input.q?.toLowerCase() ?? null,
    input.limit + 1,
  ]);
  return pageFrom(rows, input.limit, {
    list,
    show: (row) => ({ value: row.value, label: row.label, seen_at: row.seen_at.toISOString() }),
    position: (row) => [row.seen_at.toISOString(), row.value],
  });
}
