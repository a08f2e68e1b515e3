import { type Sql, statement } from '@tidings/kernel';

/** Deliveries that rested while their webhook was paused go out at this rate, not all at once. */
const RESUME_PER_SECOND = 50;

// Index queue_parked.
const UNPARK = statement<never>(
  'delivery.unpark',
  `UPDATE delivery.queue AS q
   SET is_parked = false, due_at = now() + (resting.place / $2::float8) * interval '1 second'
   FROM (
     SELECT delivery_id, row_number() OVER (ORDER BY delivery_id) - 1 AS place
     FROM delivery.queue
     WHERE endpoint_id = $1 AND is_parked
   ) AS resting
   WHERE q.delivery_id = resting.delivery_id`,
);

/** Lets what rested while the webhook was paused go on, oldest first, at a gentle rate. */
export async function resumeDeliveries(tx: Sql, endpointId: string): Promise<void> {
  await tx.query(UNPARK, [endpointId, RESUME_PER_SECOND]);
}

const CANCEL = statement<never>(
  'delivery.cancel-of-endpoint',
  `WITH waiting AS (
     DELETE FROM delivery.queue
     WHERE endpoint_id = $1
     RETURNING delivery_id, delivery_day
   )
   UPDATE delivery.delivery AS d
   SET status = 'cancelled', next_attempt_at = NULL, updated_at = now()
   FROM waiting
   WHERE d.id = waiting.delivery_id AND d.day = waiting.delivery_day`,
);

/** Cancels everything that waits for a webhook; an attempt under way ends without being recorded. */
export async function cancelDeliveries(tx: Sql, endpointId: string): Promise<void> {
  await tx.query(CANCEL, [endpointId]);
}
