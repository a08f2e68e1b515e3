import { audit, type Context, DomainError, statement, tellDelivery, tenantOf } from '@tidings/kernel';
import { endAbandoned } from '../queue/claim.ts';
import { findDelivery } from '../log/get-delivery.ts';
import { presentDelivery } from '../log/present.ts';
import { lockPlace } from '../queue/queue-place.ts';
import type { Delivery, DeliveryStatus } from '../schema.ts';

// Primary keys of all three tables, locked in the order in which outcomes are recorded: queue, delivery, unsuccessful.
export const CANCEL_WAITING = statement<never>(
  'delivery.cancel-waiting',
  `WITH removed AS (
     DELETE FROM delivery.queue
     WHERE delivery_id = $1
   ), cancelled AS (
     UPDATE delivery.delivery
     SET status = 'cancelled', next_attempt_at = NULL, updated_at = now()
     WHERE id = $1 AND day = $2
     RETURNING endpoint_id, day, id, event_type
   )
   INSERT INTO delivery.unsuccessful (endpoint_id, status, day, delivery_id, event_type)
   SELECT endpoint_id, 'cancelled', day, id, event_type FROM cancelled
   ON CONFLICT DO NOTHING`,
);

// Primary keys of delivery.queue and delivery.delivery.
export const CANCEL_UNDER_WAY = statement<never>(
  'delivery.cancel-under-way',
  `WITH marked AS (
     UPDATE delivery.queue
     SET is_last = true
     WHERE delivery_id = $1
   )
   UPDATE delivery.delivery
   SET next_attempt_at = NULL, updated_at = now()
   WHERE id = $1 AND day = $2`,
);

/**
 * Makes no further attempt of a delivery. One that waits is `cancelled` at once. An attempt that is under way cannot
 * be called back: the delivery is answered as it is, and becomes `succeeded` or `cancelled` when the attempt ends. If
 * its worker has died, it is `cancelled` at once.
 * Cancelling again changes nothing.
 * @throws {DomainError} `not_found`; `conflict` when it has ended otherwise.
 */
export async function cancelDelivery(ctx: Context, input: { id: string }): Promise<Delivery> {
  const row = await ctx.database.transaction(async (tx) => {
    const found = await findDelivery(ctx, tx, input.id);
    const { id, day } = found;
    const place = await lockPlace(tx, id);
    if (place === 'waiting') await tx.query(CANCEL_WAITING, [id, day]);
    if (place === 'under_way') {
      await tx.query(CANCEL_UNDER_WAY, [id, day]);
      await endAbandoned(tx, [id]);
    }
    const after = await findDelivery(ctx, tx, id);
    if (after.status !== 'cancelled' && place === 'ended') {
      throw new DomainError('conflict', `The delivery ${ENDED[after.status]}. There is nothing to cancel.`);
    }
    if (place !== 'ended') {
      await audit(ctx, tx, {
        action: 'delivery.cancelled',
        subject: { type: 'delivery', id },
        before: { status: found.status, webhook_id: found.endpoint_id },
      });
    }
    return after;
  });
  tellDelivery(ctx.database, { accountId: tenantOf(ctx), endpointId: row.endpoint_id, id: row.id });
  return presentDelivery(row);
}

const ENDED: Record<DeliveryStatus, string> = {
  succeeded: 'has already succeeded',
  failed: 'has already failed, and no further attempt is planned',
  archived: 'has already failed and is archived',
  cancelled: 'is cancelled already',
  // Only where tables were edited by hand: the nightly reconciliation gives it a place in the queue again.
  pending: 'is not in the queue',
  retrying: 'is not in the queue',
};
