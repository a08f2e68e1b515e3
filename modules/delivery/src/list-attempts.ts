import { loadBodies } from '@tidings/event';
import { type Context, statement, tenantOf } from '@tidings/kernel';
import { findDelivery } from './get-delivery.ts';
import { type AttemptRow, presentAttempt } from './present.ts';
import type { Attempt } from './schema.ts';

// Primary key (delivery_id, number, day): one partition.
export const LIST_ATTEMPTS = statement<AttemptRow>(
  'delivery.list-attempts',
  `SELECT id, delivery_id, number, started_at, duration_ms, outcome, error, error_detail, status_code, url,
          request_headers, response, timings
   FROM delivery.attempt
   WHERE delivery_id = $1 AND day = $2
   ORDER BY number`,
);

/**
 * Every attempt of a delivery, the first one first, with request and response.
 * @throws {DomainError} `not_found`.
 */
export async function listAttempts(ctx: Context, input: { id: string }): Promise<{ data: Attempt[] }> {
  const delivery = await findDelivery(ctx, ctx.database, input.id);
  const event = { accountId: tenantOf(ctx), day: delivery.event_day, id: delivery.event_id };
  const [rows, bodyOf] = await Promise.all([
    ctx.database.query(LIST_ATTEMPTS, [delivery.id, delivery.day]),
    loadBodies(ctx.database, [event]),
  ]);
  return { data: rows.map((row) => presentAttempt(row, bodyOf(event) ?? '')) };
}
