import { type Context, statement, tenantOf } from '@tidings/kernel';
import { catalogOf } from '../catalog.ts';
import { facetKey } from './facet-key.ts';

/** Of one name; a name that more values share says nothing. */
const CALLED_LIMIT = 100;

// Index facet_value_by_label. The database's own lower(): what is in lower case beyond ASCII depends on its locale.
export const CALLED = statement<{ name: string; value: string }>(
  'event.facet-values-called',
  `SELECT name, value
   FROM event.facet_value
   WHERE account_id = $1 AND lower(label) = lower($2)
   ORDER BY seen_at DESC
   LIMIT ${CALLED_LIMIT}`,
);

/**
 * The keys of what people may mean by `q`: the whole value of any facet that some type has, or the label of such a value,
 * as it is called now. Upper and lower case are the same.
 */
export async function keysFor(ctx: Context, q: string): Promise<string[]> {
  const accountId = tenantOf(ctx);
  const types = catalogOf(ctx).list();
  const names = new Set(types.flatMap(({ facets }) => Object.keys(facets)));
  const called = await ctx.database.query(CALLED, [accountId, q.trim()]);
  return [
    ...[...names].map((name) => facetKey(accountId, name, q)),
    ...called.map(({ name, value }) => facetKey(accountId, name, value)),
  ];
}
