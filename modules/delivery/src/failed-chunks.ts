import type { Context, Sql, Statement } from '@tidings/kernel';
import { positionAt, rangeOf } from './log-range.ts';
import type { DeliveryCount, FailedDeliveriesInput } from './schema.ts';

/** Deliveries that are changed in one transaction: some 100 ms in which their rows are locked. */
export const CHUNK_ROWS = 5_000;

export type ChunkRow = { changed: number; last_day: string | null; last_id: string | null };

/**
 * The failed deliveries of a webhook that one chunk takes, oldest first, as `chosen (day, delivery_id)`, by the
 * primary key of delivery.unsuccessful. Rows that another call holds are left to it. Parameters: $1 webhook, $2 and
 * $3 the place after which and $4 and $5 the place before which they lie, $6 created after, $7 created before,
 * $8 types, $9 how many.
 */
export const CHOSEN = `chosen AS (
     SELECT u.endpoint_id, u.day, u.delivery_id
     FROM delivery.unsuccessful AS u
     JOIN delivery.delivery AS d ON d.id = u.delivery_id AND d.day = u.day
     WHERE u.endpoint_id = $1 AND u.status = 'failed'
       AND u.day BETWEEN $2::date AND $4::date
       AND (u.day, u.delivery_id) > ($2::date, $3::text) AND (u.day, u.delivery_id) < ($4::date, $5::text)
       AND ($6::timestamptz IS NULL OR d.created_at > $6) AND ($7::timestamptz IS NULL OR d.created_at < $7)
       AND ($8::text[] IS NULL OR d.event_type = ANY ($8))
     ORDER BY u.day, u.delivery_id
     LIMIT $9
     FOR UPDATE OF u SKIP LOCKED
   )`;

/** How many were changed, and the place of the last one that was chosen. */
export const CHANGED = `SELECT count(*) AS changed, max(day)::date AS last_day, max(delivery_id) AS last_id FROM chosen`;

/**
 * Runs a statement over the failed deliveries of a webhook, chunk after chunk, each in a transaction of its own.
 * It goes once from the oldest to those that were there when it began: one that fails anew meanwhile is not met
 * again, and of two calls at once each delivery is changed by one.
 */
export async function changeFailed(
  ctx: Context,
  input: FailedDeliveriesInput,
  change: Statement<ChunkRow>,
): Promise<DeliveryCount> {
  const range = rangeOf(input, positionAt(ctx.clock.now().getTime() + 1_000));
  let after = range.from;
  let count = 0;
  for (;;) {
    const values = [
      input.id,
      after.day,
      after.id,
      range.before.day,
      range.before.id,
      range.createdAfter,
      range.createdBefore,
      input.type ?? null,
      CHUNK_ROWS,
    ];
    const [chunk] = await ctx.database.transaction((tx: Sql) => tx.query(change, values));
    if (!chunk?.last_day || !chunk.last_id) return { count };
    count += chunk.changed;
    if (chunk.changed < CHUNK_ROWS) return { count };
    after = { day: chunk.last_day, id: chunk.last_id };
  }
}
