import { getWebhook } from '@tidings/endpoint';
import type { Webhook } from '@tidings/endpoint/schema';
import { loadBodies } from '@tidings/event';
import {
  audit,
  type Context,
  databaseTime,
  DomainError,
  type Sql,
  statement,
  tellDelivery,
  tenantOf,
} from '@tidings/kernel';
import { findDelivery, getDelivery } from '../log/get-delivery.ts';
import type { DeliveryRow } from '../log/present.ts';
import { lockPlace } from '../queue/queue-place.ts';
import type { Delivery } from '../schema.ts';
import { wakeWorkers } from '../worker/wake-up.ts';

const DAY_MS = 86_400_000;
/** More failures than any schedule has retries: after one attempt by hand no automatic ones follow. */
export const NO_RETRIES_LEFT = 1_000;

// Primary keys of delivery.queue and delivery.delivery. Somebody waits for it, so it comes before all that is due.
export const HASTEN = statement<never>(
  'delivery.hasten',
  `WITH moved AS (
     UPDATE delivery.queue
     SET due_at = 'epoch', is_last = false
     WHERE delivery_id = $1
   )
   UPDATE delivery.delivery
   SET next_attempt_at = now(), updated_at = now()
   WHERE id = $1 AND day = $2`,
);

// Primary key of delivery.queue.
export const KEEP_TRYING = statement<never>(
  'delivery.keep-trying',
  `UPDATE delivery.queue
   SET is_last = false
   WHERE delivery_id = $1 AND is_last`,
);

// The delivery's row decides between two calls at once: the second one finds it unfinished and changes nothing.
// Locked in the order of every change to a delivery that has ended: unsuccessful, delivery, queue.
export const FORGIVE = statement<never>(
  'delivery.forgive',
  `DELETE FROM delivery.unsuccessful
   WHERE endpoint_id = $1 AND status = ANY ('{failed,cancelled,archived}') AND day = $2 AND delivery_id = $3`,
);
export const REQUEUE = statement<never>(
  'delivery.requeue',
  `WITH marked AS (
     UPDATE delivery.delivery
     SET status = CASE WHEN attempts_made = 0 THEN 'pending' ELSE 'retrying' END,
         next_attempt_at = now(),
         updated_at = now()
     WHERE id = $1 AND day = $2 AND status IN ('succeeded', 'failed', 'cancelled', 'archived')
     RETURNING *
   )
   INSERT INTO delivery.queue
     (delivery_id, delivery_day, account_id, endpoint_id, event_day, event_id, event_type, variant, attempts_made, failures,
      due_at)
   SELECT id, day, account_id, endpoint_id, event_day, event_id, event_type, variant, attempts_made, ${NO_RETRIES_LEFT}, 'epoch'
   FROM marked
   ON CONFLICT (delivery_id) DO NOTHING`,
);

/**
 * Attempts a delivery now, whatever became of it. One that waits goes out now instead of when it was due, and keeps
 * the automatic retries that are left. One that has ended is attempted once more, also one that succeeded; its status
 * is then what came of this newest attempt. One that is being attempted stays as it is, and a cancellation that
 * waits for the attempt's end is taken back. So calling it twice makes one attempt.
 * @throws {DomainError} `not_found`; `conflict` while the webhook is paused or disabled, when the data of the event
 * were erased, and when the delivery is past the retention.
 */
export async function retryDelivery(ctx: Context, input: { id: string }): Promise<Delivery> {
  const found = await findDelivery(ctx, ctx.database, input.id);
  if (found.trigger === 'test') throw new DomainError('conflict', 'This was a test. Send another one.');
  refuseUnlessActive(await getWebhook(ctx, { id: found.endpoint_id }));
  await refuseErased(ctx, found);
  await refuseExpired(ctx, found);
  await ctx.database.transaction(async (tx) => {
    await makeDue(tx, found);
    await audit(ctx, tx, {
      action: 'delivery.retried',
      subject: { type: 'delivery', id: found.id },
      before: { status: found.status, webhook_id: found.endpoint_id },
    });
  });
  const lane = { endpointId: found.endpoint_id, accountId: tenantOf(ctx) };
  tellDelivery(ctx.database, { ...lane, id: found.id });
  wakeWorkers(ctx.database, [lane]);
  return getDelivery(ctx, input);
}

/** @throws {DomainError} `conflict`. */
export function refuseUnlessActive(webhook: Webhook): void {
  if (webhook.status === 'active') return;
  throw new DomainError('conflict', `The webhook is ${webhook.status}. Resume it, then retry.`);
}

/** It would be cancelled as soon as a worker has it. */
async function refuseErased(ctx: Context, { event_day: day, event_id: id }: DeliveryRow): Promise<void> {
  const event = { accountId: tenantOf(ctx), day, id };
  const stored = (await loadBodies(ctx.database, [event]))(event);
  if (stored?.is_erased)
    throw new DomainError('conflict', 'The data of the event were erased. There is nothing to send.');
}

/** Its partitions are dropped at any moment, and not at once: a claim would have nowhere to note an interrupted attempt. */
async function refuseExpired({ config, database }: Context, { day }: DeliveryRow): Promise<void> {
  const today = await databaseTime(database);
  const oldest = new Date(today.getTime() - config.RETENTION_DAYS * DAY_MS).toISOString().slice(0, 10);
  if (day < oldest)
    throw new DomainError('conflict', 'The delivery is past the retention, and about to be removed.');
}

async function makeDue(tx: Sql, { id, day, endpoint_id }: DeliveryRow): Promise<void> {
  const place = await lockPlace(tx, id);
  switch (place) {
    case 'waiting':
      await tx.query(HASTEN, [id, day]);
      break;
    case 'under_way':
      await tx.query(KEEP_TRYING, [id]);
      break;
    case 'ended':
      await tx.query(FORGIVE, [endpoint_id, day, id]);
      await tx.query(REQUEUE, [id, day]);
      break;
    default:
      place satisfies never;
  }
}
