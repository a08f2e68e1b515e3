import { loadBodies } from '@tidings/event';
import { type Context, decodeNumberCursor, pageFrom, statement, tenantOf } from '@tidings/kernel';
import type { Page } from '@tidings/kernel/schema';
import { findDelivery } from './get-delivery.ts';
import { type AttemptRow, presentAttempt } from './present.ts';
import type { Attempt, ListAttemptsInput } from './schema.ts';

// Primary key (delivery_id, number, day): a stretch of one partition.
export const LIST_ATTEMPTS = statement<AttemptRow>(
  'delivery.list-attempts',
  `SELECT id, delivery_id, number, started_at, duration_ms, outcome, error, error_detail, status_code, url,
          request_headers, response, timings
   FROM delivery.attempt
   WHERE delivery_id = $1 AND day = $2 AND number > $3
   ORDER BY number
   LIMIT $4`,
);

/**
 * The attempts of a delivery, the first one first, with request and response, a page at a time.
 * @throws {DomainError} `not_found`; `invalid` for a cursor of another list.
 */
export async function listAttempts(ctx: Context, input: ListAttemptsInput): Promise<Page<Attempt>> {
  const after = decodeNumberCursor(input.cursor);
  const delivery = await findDelivery(ctx, ctx.database, input.id);
  const event = { accountId: tenantOf(ctx), day: delivery.event_day, id: delivery.event_id };
  const [rows, bodyOf] = await Promise.all([
    ctx.database.query(LIST_ATTEMPTS, [delivery.id, delivery.day, after, input.limit + 1]),
    loadBodies(ctx.database, [event]),
  ]);
  const body = bodyOf(event)?.body ?? '';
  return pageFrom(rows, input.limit, {
    show: (row) => presentAttempt(row, body),
    position: ({ number }) => [String(number)],
  });
}
