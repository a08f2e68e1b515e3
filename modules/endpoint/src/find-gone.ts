import { type Sql, statement } from '@tidings/kernel';

/** An answer of 410: which webhook's attempt got it, where, and when it was claimed, by the database's clock. */
export type Gone = { endpointId: string; url: string; claimedAt: Date };

// Primary keys of endpoint.endpoint and endpoint.activity. Locked as `disableFailing` locks it, with the same reason to
// wait for nobody: so that a webhook cannot be moved between this answer and what follows from it.
const FIND = statement<{ endpoint_id: string }>(
  'endpoint.find-gone',
  `SELECT e.id AS endpoint_id
   FROM endpoint.endpoint AS e
   JOIN endpoint.activity AS a ON a.endpoint_id = e.id
   WHERE e.id = ANY ($1::text[])
     AND EXISTS (
       SELECT FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS gone (endpoint_id, url, claimed_at)
       WHERE gone.endpoint_id = e.id AND gone.url = e.url
         AND (a.resumed_at IS NULL OR gone.claimed_at > a.resumed_at))
   ORDER BY e.id
   FOR NO KEY UPDATE OF e SKIP LOCKED`,
);

/**
 * Of which webhooks these answers are true: an attempt that was under way while its webhook was moved has found
 * nobody at the URL of before, and one that was claimed before the webhook was resumed is what its owner has just mended.
 * The caller holds the rows of endpoint.activity.
 */
export async function findGone(tx: Sql, gone: Gone[]): Promise<ReadonlySet<string>> {
  if (gone.length === 0) return new Set();
  const rows = await tx.query(FIND, [
    gone.map((each) => each.endpointId),
    gone.map((each) => each.url),
    gone.map((each) => each.claimedAt),
  ]);
  return new Set(rows.map((row) => row.endpoint_id));
}
