import { newId, type Sql, statement } from '@tidings/kernel';

/**
 * How long a worker may hold a delivery: the longest timeout (30 s), and time to record the outcome. When it
 * has passed, the delivery is due again by itself, so what a killed worker held needs no one to notice.
 */
export const LEASE_MS = 40_000;

/** A delivery in the hands of this process. */
export type Claimed = {
  delivery_id: string;
  delivery_day: string;
  account_id: string;
  endpoint_id: string;
  event_day: string;
  event_id: string;
  event_type: string;
  /** The fencing token: an outcome is recorded only while it still is the row's. */
  token: number;
  attempts_made: number;
  failures: number;
  last_error: string | null;
};

// Index queue_due. A row that still has started_at was leased by a worker that never reported: that attempt
// is closed as interrupted before the next one begins.
const CLAIM = statement<Claimed>(
  'delivery.claim',
  `WITH due AS (
     SELECT delivery_id, started_at AS interrupted_at
     FROM delivery.queue
     WHERE due_at <= now()
     ORDER BY due_at
     LIMIT $1
     FOR UPDATE SKIP LOCKED
   ), claimed AS (
     UPDATE delivery.queue AS q
     SET due_at = clock_timestamp() + $2 * interval '1 millisecond',
         started_at = clock_timestamp(),
         is_parked = false,
         token = nextval('delivery.claim_token'),
         attempts_made = q.attempts_made + CASE WHEN due.interrupted_at IS NULL THEN 0 ELSE 1 END,
         last_error = CASE WHEN due.interrupted_at IS NULL THEN q.last_error ELSE 'interrupted' END
     FROM due
     WHERE q.delivery_id = due.delivery_id
     RETURNING q.*, due.interrupted_at
   ), closed AS (
     INSERT INTO delivery.attempt
       (day, delivery_id, number, id, started_at, outcome, error, error_detail, url, request_headers, timings)
     SELECT delivery_day, delivery_id, attempts_made, $3::text || lpad(row_number() OVER ()::text, 4, '0'),
            interrupted_at, 'interrupted', 'interrupted', 'The sending process ended before it knew the outcome.',
            '', '{}', '{"dns":null,"connect":null,"tls":null,"first_byte":null,"total":null}'
     FROM claimed
     WHERE interrupted_at IS NOT NULL
   ), counted AS (
     UPDATE delivery.delivery AS d
     SET attempts_made = claimed.attempts_made, last_error = 'interrupted', status = 'retrying', updated_at = now()
     FROM claimed
     WHERE d.id = claimed.delivery_id AND d.day = claimed.delivery_day AND claimed.interrupted_at IS NOT NULL
   )
   SELECT delivery_id, delivery_day, account_id, endpoint_id, event_day, event_id, event_type, token,
          attempts_made, failures, last_error
   FROM claimed`,
);

/** Takes up to `limit` due deliveries, those that have waited longest first, under a lease of {@link LEASE_MS}. */
export function claim(sql: Sql, limit: number): Promise<Claimed[]> {
  // Interrupted attempts are rare; their ids share a prefix made here and are told apart by their last four digits.
  const prefix = newId('att').slice(0, -4);
  return sql.query(CLAIM, [limit, LEASE_MS, prefix]);
}

const PARK = statement<never>(
  'delivery.park',
  `UPDATE delivery.queue AS q
   SET due_at = now() + (1 + random()) * interval '10 minutes', started_at = NULL, is_parked = true
   FROM unnest($1::text[], $2::bigint[]) AS held (delivery_id, token)
   WHERE q.delivery_id = held.delivery_id AND q.token = held.token`,
);

/**
 * Lays claimed deliveries aside until their webhook is resumed. No attempt is spent. Each is looked at again
 * after ten to twenty minutes, so that one that is parked in the moment of the resumption does not rest for ever.
 */
export async function park(sql: Sql, held: Claimed[]): Promise<void> {
  if (held.length === 0) return;
  await sql.query(PARK, [held.map((each) => each.delivery_id), held.map((each) => each.token)]);
}

const CANCEL = statement<never>(
  'delivery.cancel-held',
  `WITH held AS (
     DELETE FROM delivery.queue AS q
     USING unnest($1::text[], $2::bigint[]) AS h (delivery_id, token)
     WHERE q.delivery_id = h.delivery_id AND q.token = h.token
     RETURNING q.delivery_id, q.delivery_day
   )
   UPDATE delivery.delivery AS d
   SET status = 'cancelled', next_attempt_at = NULL, updated_at = now()
   FROM held
   WHERE d.id = held.delivery_id AND d.day = held.delivery_day`,
);

/** Ends claimed deliveries that can no longer be made: their webhook or their event is gone. */
export async function cancelHeld(sql: Sql, held: Claimed[]): Promise<void> {
  if (held.length === 0) return;
  await sql.query(CANCEL, [held.map((each) => each.delivery_id), held.map((each) => each.token)]);
}
