import type { HeldRow } from './claim-rows.ts';
import type { Queryable } from './connections.ts';

/** What became of an event. */
export type Verdict =
  /** It is stored in Tidings. */
  | { kind: 'accepted' }
  /** Tidings will never take it as it is. */
  | { kind: 'refused'; error: string }
  /** It is to be tried again. */
  | { kind: 'later'; error: string };

export type Settled = { row: HeldRow; verdict: Verdict };

// Accepted is accepted, whoever holds the row by now; the rest is for its holder to say.
const SETTLE = `WITH accepted AS (
     DELETE FROM tidings.outbox
     WHERE position = ANY ($1::bigint[])
   ), refused AS (
     UPDATE tidings.outbox AS o
     SET failed_at = now(), error = given.error, held_until = NULL, held_by = NULL
     FROM unnest($2::bigint[], $3::text[]) AS given (position, error)
     WHERE o.position = given.position AND o.held_by = $6
   )
   UPDATE tidings.outbox AS o
   SET held_until = now() + $7 * interval '1 millisecond', error = given.error
   FROM unnest($4::bigint[], $5::text[]) AS given (position, error)
   WHERE o.position = given.position AND o.held_by = $6`;

/**
 * Notes what became of claimed rows: accepted ones go, refused ones stay aside, and the others are held back for
 * `waitMs`, and with them all that is written for their account meanwhile.
 */
export async function settleRows(
  client: Queryable,
  settled: Settled[],
  { heldBy, waitMs }: { heldBy: string; waitMs: number },
): Promise<void> {
  const positions: Record<Verdict['kind'], string[]> = { accepted: [], refused: [], later: [] };
  const errors: Record<Verdict['kind'], string[]> = { accepted: [], refused: [], later: [] };
  for (const { row, verdict } of settled) {
    positions[verdict.kind].push(row.position);
    if (verdict.kind !== 'accepted') errors[verdict.kind].push(storable(verdict.error));
  }
  await client.query(SETTLE, [
    positions.accepted,
    positions.refused,
    errors.refused,
    positions.later,
    errors.later,
    heldBy,
    waitMs,
  ]);
}

/** Whatever stood in an answer: Postgres keeps no NUL, and nobody reads more. */
function storable(error: string): string {
  return error.replaceAll('\0', '').toWellFormed().slice(0, 2_000);
}
