import { getWebhook } from '@tidings/endpoint';
import { type Context, statement, tenantOf } from '@tidings/kernel';
import { auditFailed } from './audit-failed.ts';
import { CHANGED, changeFailed, CHOSEN, type ChunkRow } from './failed-chunks.ts';
import { NO_RETRIES_LEFT, refuseUnlessActive } from './retry-delivery.ts';
import type { DeliveryCount, FailedDeliveriesInput } from '../schema.ts';
import { wakeWorkers } from '../worker/wake-up.ts';

// Locked in the order of every change to a delivery that has ended: unsuccessful, delivery, queue.
export const RETRY_FAILED = statement<ChunkRow>(
  'delivery.retry-failed',
  `WITH ${CHOSEN}, removed AS (
     DELETE FROM delivery.unsuccessful AS u
     USING chosen
     WHERE u.endpoint_id = $1 AND u.status = 'failed' AND u.day = $2 AND u.delivery_id = chosen.delivery_id
   ), marked AS (
     UPDATE delivery.delivery AS d
     SET status = 'retrying', next_attempt_at = now(), updated_at = now()
     FROM chosen
     WHERE d.id = chosen.delivery_id AND d.day = $2
     RETURNING d.*
   ), queued AS (
     INSERT INTO delivery.queue
       (delivery_id, delivery_day, account_id, endpoint_id, event_day, event_id, event_type, variant, attempts_made, failures)
     SELECT id, day, account_id, endpoint_id, event_day, event_id, event_type, variant, attempts_made, ${NO_RETRIES_LEFT}
     FROM marked
     ON CONFLICT (delivery_id) DO NOTHING
   )
   ${CHANGED}`,
);

/**
 * Attempts once more, now, every failed delivery of a webhook, or those for which the filters hold; any number of
 * them, in chunks that are committed one by one: after an error those before it stay done, and calling again does
 * the rest. Safe to call twice at once: each delivery is taken by one of the calls.
 * @returns how many were put in the queue.
 * @throws {DomainError} `not_found`; `conflict` while the webhook is paused or disabled.
 */
export async function retryFailed(ctx: Context, input: FailedDeliveriesInput): Promise<DeliveryCount> {
  refuseUnlessActive(await getWebhook(ctx, { id: input.id }));
  await ctx.database.transaction((tx) =>
    auditFailed(ctx, tx, { action: 'failed_deliveries.retried', input }),
  );
  try {
    return await changeFailed(ctx, input, RETRY_FAILED);
  } finally {
    wakeWorkers(ctx.database, [{ endpointId: input.id, accountId: tenantOf(ctx) }]);
  }
}
