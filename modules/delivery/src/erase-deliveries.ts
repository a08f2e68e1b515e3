import type { ErasedEvent } from '@tidings/event';
import { type Sql, statement } from '@tidings/kernel';
import { endAbandoned } from './queue/claim.ts';

// Index delivery_by_event, in the partition of every day: an event can be replayed long after it was published.
const FIND = statement<{ day: string; id: string }>(
  'delivery.find-erased',
  `SELECT d.day, d.id
   FROM unnest($1::text[], $2::text[]) AS erased (account_id, event_id)
   JOIN delivery.delivery AS d ON d.event_id = erased.event_id AND d.account_id = erased.account_id`,
);

// Primary key of delivery.queue. Locked before anything else, in one order, so that neither a claim nor an outcome
// comes between; the statements that follow see what those before them left.
const LOCK = statement<never>(
  'delivery.lock-erased',
  `SELECT FROM delivery.queue
   WHERE delivery_id = ANY ($1::text[])
   ORDER BY delivery_id
   FOR UPDATE`,
);

// Primary keys of the three tables, in the order in which outcomes are recorded. An attempt that is under way has
// the data and its receiver may echo it: with another token its outcome is not recorded, and since its lease
// is over it is closed as interrupted, and its delivery cancelled.
const CANCEL = statement<never>(
  'delivery.cancel-erased',
  `WITH removed AS (
     DELETE FROM delivery.queue
     WHERE delivery_id = ANY ($1::text[]) AND started_at IS NULL
     RETURNING delivery_id, delivery_day
   ), under_way AS (
     UPDATE delivery.queue
     SET is_last = true, token = nextval('delivery.claim_token'), lease_until = now()
     WHERE delivery_id = ANY ($1::text[]) AND started_at IS NOT NULL
   ), cancelled AS (
     UPDATE delivery.delivery AS d
     SET status = 'cancelled', next_attempt_at = NULL, updated_at = now()
     FROM removed
     WHERE d.id = removed.delivery_id AND d.day = removed.delivery_day
     RETURNING d.endpoint_id, d.day, d.id, d.event_type
   )
   INSERT INTO delivery.unsuccessful (endpoint_id, status, day, delivery_id, event_type)
   SELECT endpoint_id, 'cancelled', day, id, event_type FROM cancelled
   ON CONFLICT DO NOTHING`,
);

// Primary key of delivery.attempt, up to its number. A receiver may have sent back what it was sent.
const BLANK = statement<never>(
  'delivery.blank-attempts',
  `UPDATE delivery.attempt AS a
   SET response = CASE WHEN response IS NOT NULL THEN '{"headers":{},"body":"","truncated":false}' END,
       error_detail = NULL
   FROM unnest($1::text[], $2::text[]::date[]) AS erased (delivery_id, day)
   WHERE a.delivery_id = erased.delivery_id AND a.day = erased.day
     AND (a.response IS NOT NULL OR a.error_detail IS NOT NULL)`,
);

/**
 * Forgets what the deliveries of erased events have kept of them: responses and the details of errors. Deliveries
 * that still wait are cancelled; an attempt that is under way is the last and leaves nothing behind. In the
 * transaction that erases the events.
 * @returns how many deliveries these events have.
 */
export async function eraseDeliveries(tx: Sql, events: ErasedEvent[]): Promise<number> {
  const deliveries = await tx.query(FIND, [
    events.map(({ accountId }) => accountId),
    events.map(({ id }) => id),
  ]);
  if (deliveries.length === 0) return 0;
  const ids = deliveries.map(({ id }) => id);
  await tx.query(LOCK, [ids]);
  await tx.query(CANCEL, [ids]);
  await endAbandoned(tx, ids);
  await tx.query(BLANK, [ids, deliveries.map(({ day }) => day)]);
  return deliveries.length;
}
