import type { Queryable } from './connections.ts';

// Index outbox_failed.
const RETRY = `WITH retried AS (
     UPDATE tidings.outbox
     SET failed_at = NULL, error = NULL
     WHERE failed_at IS NOT NULL AND ($1::text IS NULL OR account_id = $1)
     RETURNING position
   )
   SELECT count(*)::integer AS count FROM retried`;

/**
 * Has the relay try events again that Tidings refused, once what was wrong has been mended: a type that was missing in
 * the catalog, an account that did not exist.
 * @param accountId of this account only.
 * @returns how many.
 */
export async function retryRefused(client: Queryable, accountId?: string): Promise<number> {
  const { rows } = await client.query(RETRY, [accountId ?? null]);
  return (rows as [{ count: number }])[0].count; // an aggregate answers one row
}
