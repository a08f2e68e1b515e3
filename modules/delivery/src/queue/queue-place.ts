import { type Sql, statement } from '@tidings/kernel';

type Place = { is_under_way: boolean };

/** Primary key of delivery.queue. */
export const LOCK_PLACE = statement<Place>(
  'delivery.lock-place',
  `SELECT started_at IS NOT NULL AS is_under_way
   FROM delivery.queue
   WHERE delivery_id = $1
   FOR UPDATE`,
);

/**
 * Where a delivery stands, locked until the transaction ends: `waiting`, `under_way` (a worker has it, or had it
 * when it ended and its lease still holds), or `ended` when it has no place in the queue. The queue says it, not
 * the delivery's status, since it is there that a claim and an outcome meet. Ask before anything else is locked:
 * outcomes are recorded in the order queue, delivery, unsuccessful.
 */
export async function lockPlace(tx: Sql, deliveryId: string): Promise<'waiting' | 'under_way' | 'ended'> {
  const [place] = await tx.query(LOCK_PLACE, [deliveryId]);
  if (!place) return 'ended';
  return place.is_under_way ? 'under_way' : 'waiting';
}
