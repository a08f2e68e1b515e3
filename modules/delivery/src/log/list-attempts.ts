import { loadBodies, loadRendering } from '@tidings/event';
import { type Context, decodeNumberCursor, pageFrom, statement, tenantOf } from '@tidings/kernel';
import type { Page } from '@tidings/kernel/schema';
import { findDelivery } from './get-delivery.ts';
import { type AttemptRow, type DeliveryRow, presentAttempt } from './present.ts';
import type { Attempt, ListAttemptsInput } from '../schema.ts';

// Primary key (delivery_id, number, day): a stretch of one partition.
export const LIST_ATTEMPTS = statement<AttemptRow>(
  'delivery.list-attempts',
  `SELECT id, delivery_id, number, started_at, duration_ms, outcome, error, error_detail, status_code, url,
          request_headers, response, timings, request_body
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
  const list = `attempts ${input.id}`;
  const after = decodeNumberCursor(list, input.cursor);
  const delivery = await findDelivery(ctx, ctx.database, input.id);
  const [rows, body] = await Promise.all([
    ctx.database.query(LIST_ATTEMPTS, [delivery.id, delivery.day, after, input.limit + 1]),
    bodySent(ctx, delivery),
  ]);
  return pageFrom(rows, input.limit, {
    list,
    show: (row) => presentAttempt(row, body),
    position: ({ number }) => [String(number)],
  });
}

/** What the attempts of a delivery have sent; empty once the event is past its retention. */
async function bodySent(
  ctx: Context,
  { variant, event_day: day, event_id: id }: DeliveryRow,
): Promise<string> {
  const event = { accountId: tenantOf(ctx), day, id };
  const stored = (await loadBodies(ctx.database, [event]))(event);
  if (!stored || variant === null || stored.is_erased) return stored?.body ?? '';
  return (await loadRendering(ctx.database, { ...event, variant })) ?? '';
}
