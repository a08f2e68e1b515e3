import { getWebhook } from '@tidings/endpoint';
import { type Context, statement } from '@tidings/kernel';
import { auditFailed } from './audit-failed.ts';
import { CHANGED, changeFailed, CHOSEN, type ChunkRow } from './failed-chunks.ts';
import type { DeliveryCount, FailedDeliveriesInput } from '../schema.ts';

export const ARCHIVE_FAILED = statement<ChunkRow>(
  'delivery.archive-failed',
  `WITH ${CHOSEN}, moved AS (
     UPDATE delivery.unsuccessful AS u
     SET status = 'archived'
     FROM chosen
     WHERE u.endpoint_id = $1 AND u.status = 'failed' AND u.day = $2 AND u.delivery_id = chosen.delivery_id
   ), marked AS (
     UPDATE delivery.delivery AS d
     SET status = 'archived', updated_at = now()
     FROM chosen
     WHERE d.id = chosen.delivery_id AND d.day = $2
   )
   ${CHANGED}`,
);

/**
 * Clears a webhook's log of failed deliveries, or of those for which the filters hold: they become `archived`, stay
 * readable and can still be retried one by one. Any number of them, in chunks that are committed one by one.
 * @returns how many were archived.
 * @throws {DomainError} `not_found`.
 */
export async function archiveFailed(ctx: Context, input: FailedDeliveriesInput): Promise<DeliveryCount> {
  await getWebhook(ctx, { id: input.id });
  await ctx.database.transaction((tx) =>
    auditFailed(ctx, tx, { action: 'failed_deliveries.archived', input }),
  );
  return changeFailed(ctx, input, ARCHIVE_FAILED);
}
