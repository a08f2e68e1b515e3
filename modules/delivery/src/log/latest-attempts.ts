import { getWebhook } from '@tidings/endpoint';
import { type Context, statement, tenantOf } from '@tidings/kernel';
import type { LatestAttempt, LatestAttempts, LatestAttemptsInput } from '../schema.ts';

/** So many deliveries are looked at on either side of what waits for its first attempt. */
const LOOK_AT = 100;

type Row = Omit<LatestAttempt, 'started_at'> & { started_at: Date };

// Retries by the index of retries, in every partition. First attempts begin about in the order of their deliveries: by
// delivery_by_endpoint those of the newest deliveries, and where a backlog hides these, of the deliveries before the first
// that waits, by queue_lane. Attempts and deliveries by their primary keys: OFFSET 0 keeps the planner to them.
export const LATEST_ATTEMPTS = statement<Row>(
  'delivery.latest-attempts',
  `WITH waiting AS MATERIALIZED (
     SELECT first.day, first.id
     FROM (
       SELECT q.delivery_day AS day, q.delivery_id AS id, q.attempts_made
       FROM delivery.queue AS q
       WHERE q.endpoint_id = $1
       ORDER BY q.due_at
       LIMIT $4
     ) AS first
     WHERE first.attempts_made = 0
     ORDER BY first.day, first.id
     LIMIT 1
   ), begun AS MATERIALIZED (
     (SELECT d.day, d.id
      FROM delivery.delivery AS d
      WHERE d.endpoint_id = $1 AND d.account_id = $2
      ORDER BY d.day DESC, d.id DESC
      LIMIT $4)
     UNION
     (SELECT before.day, before.id
      FROM waiting
      CROSS JOIN LATERAL (
        SELECT d.day, d.id
        FROM delivery.delivery AS d
        WHERE d.endpoint_id = $1 AND d.account_id = $2
          AND d.day <= waiting.day AND (d.day, d.id) < (waiting.day, waiting.id)
        ORDER BY d.day DESC, d.id DESC
        LIMIT $4
      ) AS before)
   ), latest AS MATERIALIZED (
     (SELECT a.day, a.delivery_id, a.number, a.started_at
      FROM delivery.attempt AS a
      WHERE a.endpoint_id = $1
      ORDER BY a.started_at DESC
      LIMIT $3)
     UNION
     (SELECT begun.day, begun.id, a.number, a.started_at
      FROM begun
      CROSS JOIN LATERAL (
        SELECT number, started_at
        FROM delivery.attempt
        WHERE delivery_id = begun.id AND day = begun.day
        OFFSET 0
      ) AS a)
     ORDER BY started_at DESC, number DESC
     LIMIT $3
   )
   SELECT a.id, latest.delivery_id, d.event_type, latest.number, latest.started_at, a.duration_ms, a.outcome, a.error,
          a.status_code
   FROM latest
   CROSS JOIN LATERAL (
     SELECT event_type
     FROM delivery.delivery
     WHERE id = latest.delivery_id AND day = latest.day AND account_id = $2
     OFFSET 0
   ) AS d
   CROSS JOIN LATERAL (
     SELECT id, duration_ms, outcome, error, status_code
     FROM delivery.attempt
     WHERE delivery_id = latest.delivery_id AND day = latest.day AND number = latest.number
     OFFSET 0
   ) AS a
   ORDER BY latest.started_at DESC, latest.number DESC`,
);

/**
 * The attempts of a webhook that began last, the latest first, of whichever deliveries: also retries of older ones, and
 * several of one. What changes a delivery without sending it, such as archiving, changes nothing here. First attempts that
 * are made far out of the order of their deliveries may be missing.
 * @throws {DomainError} `not_found` for a webhook that is not this account's.
 */
export async function latestAttempts(ctx: Context, input: LatestAttemptsInput): Promise<LatestAttempts> {
  await getWebhook(ctx, { id: input.id });
  const rows = await ctx.database.query(LATEST_ATTEMPTS, [input.id, tenantOf(ctx), input.limit, LOOK_AT]);
  return { data: rows.map((row) => ({ ...row, started_at: row.started_at.toISOString() })) };
}
