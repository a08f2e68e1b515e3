import { type Sql, statement } from '@tidings/kernel';

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
 * to close, perhaps because the webhook was deleted. The table is small.
 */
export async function forgetOpenGates(sql: Sql): Promise<void> {
  await sql.query(FORGET_OPEN);
}

const FORGET = statement<never>('delivery.forget-gate', 'DELETE FROM delivery.gate WHERE endpoint_id = $1');

// What waits ends at once; what is under way ends with the attempt that is being made.
const CANCEL = statement<never>(
  'delivery.cancel-of-endpoint',
  `WITH waiting AS (
     DELETE FROM delivery.queue
     WHERE endpoint_id = $1 AND started_at IS NULL
     RETURNING delivery_id, delivery_day
   ), under_way AS (
     UPDATE delivery.queue SET is_last = true WHERE endpoint_id = $1 AND started_at IS NOT NULL
   )
   UPDATE delivery.delivery AS d
   SET status = 'cancelled', next_attempt_at = NULL, updated_at = now()
   FROM waiting
   WHERE d.id = waiting.delivery_id AND d.day = waiting.delivery_day`,
);

/** Cancels everything that waits for a webhook that is being deleted; attempts under way are recorded and are the last. */
export async function cancelDeliveries(tx: Sql, endpointId: string): Promise<void> {
  await tx.query(CANCEL, [endpointId]);
  await tx.query(FORGET, [endpointId]);
}
