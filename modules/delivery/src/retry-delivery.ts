import { getWebhook } from '@tidings/endpoint';
import { type Context, DomainError, statement } from '@tidings/kernel';
import { findDelivery, getDelivery } from './get-delivery.ts';
import type { Delivery } from './schema.ts';
import { wakeWorkers } from './wake-up.ts';

// A delivery that waits is moved to now, which replaces its automatic retry; one that is finished gets a place in
// the queue again, with more failures than any schedule has retries, so that no automatic retries follow. One
// that is being attempted (started_at) stays as it is: clicking twice makes one attempt.
const REQUEUE = statement<{ delivery_id: string }>(
  'delivery.requeue',
  `INSERT INTO delivery.queue AS q
     (delivery_id, delivery_day, account_id, endpoint_id, event_day, event_id, event_type, attempts_made, failures)
   SELECT id, day, account_id, endpoint_id, event_day, event_id, event_type, attempts_made, 1000
   FROM delivery.delivery
   WHERE id = $1 AND day = $2
   FOR UPDATE
   ON CONFLICT (delivery_id) DO UPDATE
   SET due_at = now()
   WHERE q.started_at IS NULL
   RETURNING delivery_id`,
);

const MARK = statement<never>(
  'delivery.mark-retrying',
  `UPDATE delivery.delivery
   SET status = CASE WHEN attempts_made = 0 THEN 'pending' ELSE 'retrying' END, next_attempt_at = now(), updated_at = now()
   WHERE id = $1 AND day = $2`,
);

/**
 * Attempts a delivery now, whatever became of it; a pending automatic retry is replaced. Safe to call twice.
 * @throws {DomainError} `not_found`; `conflict` while the webhook is paused or disabled.
 */
export async function retryDelivery(ctx: Context, input: { id: string }): Promise<Delivery> {
  const found = await findDelivery(ctx, ctx.database, input.id);
  const webhook = await getWebhook(ctx, { id: found.endpoint_id });
  if (webhook.status !== 'active') {
    throw new DomainError('conflict', `The webhook is ${webhook.status}. Resume it, then retry.`);
  }
  await ctx.database.transaction(async (tx) => {
    const [requeued] = await tx.query(REQUEUE, [found.id, found.day]);
    if (requeued) await tx.query(MARK, [found.id, found.day]);
  });
  wakeWorkers(ctx.database);
  return getDelivery(ctx, input);
}
