import { type Database, type Logger, type Sql, statement } from '@tidings/kernel';
import { CHUNK_ROWS } from '../control/failed-chunks.ts';

const FOLLOW = statement<never>(
  'delivery.follow-endpoint',
  `INSERT INTO delivery.gate (endpoint_id, is_closed, rate_limit, draining_since)
   SELECT $1, $2::boolean, $3::integer, CASE WHEN $4::boolean THEN now() END
   WHERE $2 OR $3 IS NOT NULL OR $4 OR EXISTS (SELECT FROM delivery.gate WHERE endpoint_id = $1)
   ON CONFLICT (endpoint_id) DO UPDATE
   SET is_closed = EXCLUDED.is_closed,
       rate_limit = EXCLUDED.rate_limit,
       draining_since = CASE WHEN $4 THEN now() ELSE gate.draining_since END,
       broken_at = CASE WHEN $4 THEN NULL ELSE gate.broken_at END,
       probe_at = CASE WHEN $4 THEN NULL ELSE gate.probe_at END,
       probes = CASE WHEN $4 THEN 0 ELSE gate.probes END`,
);

/**
 * Closes a webhook's lane while it is paused or disabled, and keeps to its rate limit. When it is resumed, what
 * waited goes on at a gentle rate. In the transaction that changes the webhook.
 */
export async function followEndpoint(
  tx: Sql,
  change: { endpointId: string; status: string; wasActive: boolean; rateLimit: number | null },
): Promise<void> {
  const isClosed = change.status !== 'active';
  const isResumed = !isClosed && !change.wasActive;
  await tx.query(FOLLOW, [change.endpointId, isClosed, change.rateLimit, isResumed]);
}

const FORGET_OPEN = statement<never>(
  'delivery.forget-open-gates',
  `DELETE FROM delivery.gate
   WHERE NOT is_closed AND rate_limit IS NULL AND draining_since IS NULL
     AND (broken_at IS NULL
          OR NOT EXISTS (SELECT FROM delivery.queue WHERE queue.endpoint_id = gate.endpoint_id))`,
);

/**
 * Removes the gates that keep nothing back any more: their lanes are simply open, or nothing waits for the breaker
 * to close, perhaps because the webhook was deleted. Reads the whole table: a row for
 * each webhook that is limited, paused, disabled, catching up or broken.
 */
export async function forgetOpenGates(sql: Sql): Promise<void> {
  await sql.query(FORGET_OPEN);
}

const FORGET = statement<never>('delivery.forget-gate', 'DELETE FROM delivery.gate WHERE endpoint_id = $1');

type Chunk = { rows: number; last_due: string | null };

// Index queue_lane, from the place where the chunk before ended. What waits ends at once; what is under way ends with
// the attempt that is being made. Both are not met again.
export const CANCEL_CHUNK = statement<Chunk>(
  'delivery.cancel-of-endpoint',
  `WITH chosen AS (
     SELECT delivery_id, due_at, started_at IS NULL AS waits
     FROM delivery.queue
     WHERE endpoint_id = $1 AND due_at >= $2::timestamptz AND NOT is_last
     ORDER BY due_at
     LIMIT $3
     FOR UPDATE
   ), waiting AS (
     DELETE FROM delivery.queue AS q
     USING chosen
     WHERE q.delivery_id = chosen.delivery_id AND chosen.waits
     RETURNING q.delivery_id, q.delivery_day
   ), under_way AS (
     UPDATE delivery.queue AS q
     SET is_last = true
     FROM chosen
     WHERE q.delivery_id = chosen.delivery_id AND NOT chosen.waits
   ), cancelled AS (
     UPDATE delivery.delivery AS d
     SET status = 'cancelled', next_attempt_at = NULL, updated_at = now()
     FROM waiting
     WHERE d.id = waiting.delivery_id AND d.day = waiting.delivery_day
   )
   SELECT count(*) AS rows, max(due_at)::text AS last_due FROM chosen`,
);

/**
 * Opens the lane of a webhook that is being deleted, in that transaction.
 * @returns what cancels everything that waits for it, after the commit: however much it is, nobody waits for more than
 * its first chunk. Attempts under way are recorded and are the last. What is left over when the process ends, or is
 * made at this moment, is cancelled when it is claimed: its webhook is gone.
 */
export async function cancelDeliveries(
  parts: { database: Database; log: Logger },
  tx: Sql,
  endpointId: string,
): Promise<() => Promise<void>> {
  await tx.query(FORGET, [endpointId]);
  return async () => {
    const chunks = cancelWaiting(parts.database, endpointId);
    const goOn = async () => {
      for await (const _ of chunks);
    };
    const leave = (error: unknown) =>
      parts.log.warn(
        { err: error, webhook: endpointId },
        'What waits for a deleted webhook ends when it is due',
      );
    const isDone = await chunks.next().then(({ done }) => done, leave);
    if (isDone === false) void goOn().catch(leave);
  };
}

/** Each chunk in a transaction of its own. Yields between them. */
async function* cancelWaiting(database: Database, endpointId: string): AsyncGenerator<void, void> {
  let from = '-infinity';
  for (;;) {
    const values = [endpointId, from, CHUNK_ROWS];
    const [chunk] = await database.transaction((tx) => tx.query(CANCEL_CHUNK, values));
    if (!chunk?.last_due || chunk.rows < CHUNK_ROWS) return;
    from = chunk.last_due;
    yield;
  }
}
