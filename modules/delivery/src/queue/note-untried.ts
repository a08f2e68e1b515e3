import { type Database, statement, tellDelivery } from '@tidings/kernel';
import type { Claimed } from './claim.ts';

// Primary keys of delivery.queue and delivery.delivery. Only while the token still is the one of the claim, and not of
// what was cancelled meanwhile: that ends when it is given back.
const NOTE = statement<{ id: string }>(
  'delivery.note-untried',
  `UPDATE delivery.delivery AS d
   SET next_attempt_at = now() + $3 * interval '1 millisecond',
       last_error = CASE WHEN d.attempts_made = 0 THEN 'internal' ELSE d.last_error END,
       updated_at = now()
   FROM unnest($1::text[], $2::bigint[]) AS held (delivery_id, token)
   JOIN delivery.queue AS q USING (delivery_id, token)
   WHERE d.id = q.delivery_id AND d.day = q.delivery_day AND NOT q.is_last
   RETURNING d.id`,
);

/**
 * Notes of claimed deliveries, before they are given back for `waitMs` without an attempt, when they are tried again. One
 * that was never attempted has the error `internal` until it is, since what it sends was not made by a fault of ours; of
 * others it stays said how their last attempt went.
 */
export async function noteUntried(database: Database, held: Claimed[], waitMs: number): Promise<void> {
  if (held.length === 0) return;
  const ids = held.map((each) => each.delivery_id);
  const rows = await database.query(NOTE, [ids, held.map((each) => each.token), waitMs]);
  const noted = new Set(rows.map((row) => row.id));
  for (const { delivery_id: id, account_id: accountId, endpoint_id: endpointId } of held)
    if (noted.has(id)) tellDelivery(database, { accountId, endpointId, id });
}
