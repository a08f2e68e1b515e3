import type { Webhook } from '@tidings/endpoint/schema';
import { holdUnerased } from '@tidings/event';
import { audit, type Context, dayOfId, statement, tellDelivery, tenantOf } from '@tidings/kernel';
import type { Trial, TrialEvent } from './send-trial.ts';

/** What delivery.unsuccessful calls a test that failed. */
export const FAILED_TEST = 'failed_test';

// Never in the queue, and among what failed by a name of its own: nobody retries a test.
const KEEP = statement<never>(
  'delivery.keep-trial',
  `WITH kept AS (
     INSERT INTO delivery.delivery
       (id, day, account_id, endpoint_id, event_day, event_id, event_type, variant, status, trigger, attempts_made,
        attempts_max, last_status_code, last_error, last_duration_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $9::text IS NULL THEN 'succeeded' ELSE 'failed' END, 'test', 1, 1,
             $10, $9, $11)
   ), noted AS (
     INSERT INTO delivery.unsuccessful (endpoint_id, status, day, delivery_id, event_type)
     SELECT $4, '${FAILED_TEST}', $2::date, $1, $7
     WHERE $9::text IS NOT NULL
   )
   INSERT INTO delivery.attempt
     (day, delivery_id, number, id, started_at, duration_ms, outcome, error, error_detail, status_code, url,
      request_headers, response, timings, request_body)
   VALUES ($2, $1, 1, $12, $13, $11, CASE WHEN $9::text IS NULL THEN 'succeeded' ELSE 'failed' END, $9, $14, $10, $15, $16,
           $17, $18, $19)`,
);

/**
 * Writes a test of a webhook down in its delivery log, and in the audit log. What a past event sent is in the event log
 * already. Where that was erased meanwhile, nothing is kept of what was answered: a receiver may have sent back what it
 * was sent.
 */
export async function keepTrial(
  ctx: Context,
  { deliveryId, attemptId, startedAt, url, headers, outcome }: Trial,
  of: { webhook: Webhook; event: TrialEvent & { stored: { day: string; variant: string | null } | null } },
): Promise<void> {
  const { event, webhook } = of;
  const { stored } = event;
  const accountId = tenantOf(ctx);
  const valuesOf = (isErased: boolean) => [
    deliveryId,
    dayOfId(deliveryId),
    accountId,
    webhook.id,
    stored?.day ?? dayOfId(event.id),
    event.id,
    event.type,
    stored?.variant ?? null,
    outcome.error,
    outcome.statusCode,
    outcome.durationMs,
    attemptId,
    startedAt,
    isErased ? null : outcome.errorDetail,
    url,
    JSON.stringify(headers),
    isErased || outcome.response === null ? null : JSON.stringify(outcome.response),
    JSON.stringify(outcome.timings),
    stored ? null : event.body,
  ];
  await ctx.database.transaction(async (tx) => {
    const isErased =
      stored !== null && !(await holdUnerased(tx, { accountId, day: stored.day, id: event.id }));
    await tx.query(KEEP, valuesOf(isErased));
    await audit(ctx, tx, {
      action: 'webhook.tested',
      subject: { type: 'webhook', id: webhook.id, name: webhook.name },
      after: { delivery_id: deliveryId, event_type: event.type, ...(stored && { event_id: event.id }) },
    });
  });
  tellDelivery(ctx.database, { accountId, endpointId: webhook.id, id: deliveryId });
}
