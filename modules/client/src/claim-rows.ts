import type { Pool } from './connections.ts';

/** A row of the outbox in the hands of a relay. */
export type HeldRow = {
  position: string;
  id: string;
  account_id: string;
  /** As it is published. */
  json: string;
  attempts: number;
  /**
   * It was tried so long ago that Tidings may no longer know its id as one that was published. So it is to be asked
   * for first.
   */
  is_old: boolean;
};

/**
 * How long a relay may hold what it claimed. No transaction stays open while it talks to Tidings: that would keep a
 * connection, and the whole database from being vacuumed, for as long as Tidings is slow. When it has passed, what a
 * killed relay held is free by itself.
 */
export const HOLD_MS = 60_000;
/** Of one account at a time. Tidings takes 1,000 events and 32 MiB. */
const ROWS_LIMIT = 500;
const BYTES_LIMIT = 8 * 1024 * 1024;
/** Tidings knows an id for 24 hours from when it accepted it, which was not before it was first tried. */
const SURE_FOR = '23 hours';

// One claim at a time in the whole database, so that two relays never share an account. A relay that is frozen in
// the middle of it is cut off by Postgres.
const BEGIN = `BEGIN;
   SET LOCAL idle_in_transaction_session_timeout = '5s';
   SELECT pg_advisory_xact_lock(7205759403792795)`;

// A loose scan of outbox_waiting: one look-up for each account, however much waits for it. An account of which
// something is held (outbox_held) is left alone, so its events are published in their order; so is one that waits
// to be tried again.
const CLAIM = `WITH RECURSIVE account (id) AS (
     (SELECT account_id FROM tidings.outbox WHERE failed_at IS NULL ORDER BY account_id LIMIT 1)
     UNION ALL
     SELECT (SELECT account_id FROM tidings.outbox
             WHERE failed_at IS NULL AND account_id > account.id
             ORDER BY account_id LIMIT 1)
     FROM account
     WHERE account.id IS NOT NULL
   ), free AS (
     SELECT id, (SELECT min(position) FROM tidings.outbox WHERE failed_at IS NULL AND account_id = account.id) AS first
     FROM account
     WHERE id IS NOT NULL
       AND NOT EXISTS (SELECT FROM tidings.outbox AS held
                       WHERE held.account_id = account.id AND held.held_until > statement_timestamp())
     ORDER BY first
     LIMIT $1
   ), next AS (
     SELECT sized.position
     FROM free
     CROSS JOIN LATERAL (
       SELECT position, sum(bytes) OVER (ORDER BY position) - bytes AS bytes_before
       FROM (
         SELECT position, bytes
         FROM tidings.outbox
         WHERE failed_at IS NULL AND account_id = free.id
         ORDER BY position
         LIMIT ${ROWS_LIMIT}
         FOR UPDATE SKIP LOCKED
       ) AS locked
     ) AS sized
     WHERE sized.bytes_before < ${BYTES_LIMIT}
   ), claimed AS (
     UPDATE tidings.outbox AS o
     SET held_until = statement_timestamp() + ${HOLD_MS} * interval '1 millisecond',
         held_by = $2,
         attempts = o.attempts + 1,
         first_tried_at = coalesce(o.first_tried_at, statement_timestamp())
     FROM next
     WHERE o.position = next.position
     RETURNING o.*
   )
   SELECT position::text, id, account_id, attempts,
          first_tried_at < statement_timestamp() - interval '${SURE_FOR}' AS is_old,
          concat('{"id":', to_json(id), ',"type":', to_json(type),
                 ',"created_at":"', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '"',
                 ',"api_version":' || to_json(api_version), ',"traceparent":' || to_json(traceparent),
                 ',"data":', data, '}') AS json
   FROM claimed
   ORDER BY claimed.position`;

// Index outbox_waiting.
const IS_EMPTY = 'SELECT NOT EXISTS (SELECT FROM tidings.outbox WHERE failed_at IS NULL) AS "isEmpty"';

/**
 * Takes the first rows of up to so many accounts, for {@link HOLD_MS}.
 * @param heldBy a name for this claim, a UUID.
 * @returns the rows by account, each in the order in which they were written.
 */
export async function claimRows(
  pool: Pool,
  accounts: number,
  heldBy: string,
): Promise<Map<string, HeldRow[]>> {
  const [empty] = (await pool.query(IS_EMPTY)).rows as [{ isEmpty: boolean }];
  if (empty.isEmpty) return new Map();
  const connection = await pool.connect();
  let isBroken = true;
  try {
    await connection.query(BEGIN);
    const { rows } = await connection.query(CLAIM, [accounts, heldBy]);
    await connection.query('COMMIT');
    isBroken = false;
    return Map.groupBy(rows as HeldRow[], (row) => row.account_id); // as CLAIM selects them
  } finally {
    // One on which something failed is closed, which ends its transaction.
    connection.release(isBroken);
  }
}
