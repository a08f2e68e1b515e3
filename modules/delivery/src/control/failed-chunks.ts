import { type Context, type Statement, statement, tellDelivery, tenantOf } from '@tidings/kernel';
import { positionAt, rangeOf } from '../log/log-range.ts';
import { typesMeant } from '../log/types-meant.ts';
import type { DeliveryCount, FailedDeliveriesInput } from '../schema.ts';

/** Deliveries that are changed in one transaction: some 200 ms in which their rows are locked. */
export const CHUNK_ROWS = 2_000;
const DAY_MS = 86_400_000;

export type ChunkRow = { changed: number; last_id: string | null };

// Primary key of delivery.unsuccessful. Days past the retention are left to the upkeep, which drops them table by table: what
// is put in the queue of one could have nowhere to note its attempts.
export const NEXT_DAY = statement<{ day: string }>(
  'delivery.next-day-with-failed',
  `SELECT day
   FROM delivery.unsuccessful
   WHERE endpoint_id = $1 AND status = 'failed' AND day BETWEEN greatest($2::date, (now() AT TIME ZONE 'UTC')::date - $4::int) AND $3
   ORDER BY day
   LIMIT 1`,
);

/**
 * The failed deliveries of a webhook that one chunk takes, oldest first, as `chosen (delivery_id)`, by the primary key
 * of delivery.unsuccessful. All are of one day, so that the statement touches one partition. Rows that another call
 * holds are left to it. Parameters: $1 webhook, $2 day, $3 the id after which and $4 the id before which they lie,
 * $5 created after, $6 created before, $7 types, $8 how many.
 */
export const CHOSEN = `chosen AS (
     SELECT u.delivery_id
     FROM delivery.unsuccessful AS u
     CROSS JOIN LATERAL (
       SELECT date_trunc('milliseconds', d.created_at) AS created_at, d.event_type
       FROM delivery.delivery AS d
       WHERE d.id = u.delivery_id AND d.day = $2
       OFFSET 0 -- by primary key: without this the planner may read the whole partition
     ) AS d
     WHERE u.endpoint_id = $1 AND u.status = 'failed' AND u.day = $2
       AND u.delivery_id > $3 AND u.delivery_id < $4
       AND ($5::timestamptz IS NULL OR d.created_at > $5) AND ($6::timestamptz IS NULL OR d.created_at < $6)
       AND ($7::text[] IS NULL OR d.event_type = ANY ($7))
     ORDER BY u.delivery_id
     LIMIT $8
     FOR UPDATE OF u SKIP LOCKED
   )`;

/** How many were changed, and the last one that was chosen. */
export const CHANGED = 'SELECT count(*) AS changed, max(delivery_id) AS last_id FROM chosen';

/**
 * Runs a statement over the failed deliveries of a webhook, chunk after chunk, each in a transaction of its own.
 * It goes once from the oldest to the newest: one that fails anew meanwhile is not met again, and of two calls at
 * once each delivery is changed by one.
 */
export async function changeFailed(
  ctx: Context,
  input: FailedDeliveriesInput,
  change: Statement<ChunkRow>,
): Promise<DeliveryCount> {
  // A day ahead: whoever made a delivery before the call may have had another time than we.
  const range = rangeOf(input, positionAt(ctx.clock.now().getTime() + DAY_MS));
  const types = await typesMeant(ctx, input, range);
  let at = range.from;
  let count = 0;
  for (;;) {
    const [next] = await ctx.database.query(NEXT_DAY, [
      input.id,
      at.day,
      range.before.day,
      ctx.config.RETENTION_DAYS,
    ]);
    if (!next) return { count };
    const values = [
      input.id,
      next.day,
      at.id,
      range.before.id,
      range.createdAfter,
      range.createdBefore,
      types ?? null,
      CHUNK_ROWS,
    ];
    const [chunk] = await ctx.database.transaction((tx) => tx.query(change, values));
    if (!chunk) throw new Error('An aggregate always has a row.');
    count += chunk.changed;
    if (chunk.changed > 0)
      tellDelivery(ctx.database, { accountId: tenantOf(ctx), endpointId: input.id, id: null });
    const id = chunk.last_id ?? at.id;
    at = chunk.changed === CHUNK_ROWS ? { day: next.day, id } : { day: dayAfter(next.day), id };
  }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
}
