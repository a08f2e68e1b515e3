import { getWebhook } from '@tidings/endpoint';
import { type Context, statement } from '@tidings/kernel';
import type { FailedSummary } from '../schema.ts';

/** Rows that are looked at of either kind, however many there are: some 100 ms. */
const LOOK_AT = 10_000;

type SummaryRow = {
  failed: number;
  retrying: number;
  queued: number;
  next_attempt_at: Date | null;
  held_back_by: NonNullable<FailedSummary['held_back']>['by'] | null;
  held_back_until: Date | null;
  error: string | null;
  error_count: number | null;
};

// Primary key of delivery.unsuccessful for the newest that failed, primary key of delivery.delivery for each one's
// error, queue_lane for those that are due first.
export const SUMMARIZE = statement<SummaryRow>(
  'delivery.summarize-failed',
  `WITH failed AS MATERIALIZED (
     SELECT u.day, u.delivery_id
     FROM delivery.unsuccessful AS u
     WHERE u.endpoint_id = $1 AND u.status = 'failed'
     ORDER BY u.day DESC, u.delivery_id DESC
     LIMIT $2
   ), queued AS MATERIALIZED (
     SELECT q.due_at, q.started_at, q.attempts_made, q.last_error
     FROM delivery.queue AS q
     WHERE q.endpoint_id = $1
     ORDER BY q.due_at
     LIMIT $2
   ), most_common AS (
     SELECT error, count(*) AS error_count
     FROM (
       SELECT d.last_error AS error
       FROM failed
       CROSS JOIN LATERAL (
         SELECT last_error
         FROM delivery.delivery
         WHERE id = failed.delivery_id AND day = failed.day
         OFFSET 0 -- by primary key: without this the planner may read whole partitions
       ) AS d
       UNION ALL
       SELECT last_error FROM queued WHERE attempts_made > 0
     ) AS seen
     WHERE error IS NOT NULL
     GROUP BY error
     ORDER BY error_count DESC, error
     LIMIT 1
   )
   SELECT (SELECT count(*) FROM failed) AS failed,
          (SELECT count(*) FROM queued WHERE attempts_made > 0) AS retrying,
          (SELECT count(*) FROM queued) AS queued,
          (SELECT min(coalesce(nullif(due_at, 'epoch'), now())) FROM queued WHERE attempts_made > 0 AND started_at IS NULL) AS next_attempt_at,
          CASE WHEN gate.broken_at IS NOT NULL THEN 'circuit_breaker'
               WHEN gate.draining_since IS NOT NULL THEN 'catching_up'
               WHEN gate.free_at > now() THEN 'rate_limit' END AS held_back_by,
          CASE WHEN gate.broken_at IS NOT NULL THEN gate.probe_at
               WHEN gate.free_at > now() THEN gate.free_at END AS held_back_until,
          most_common.error,
          most_common.error_count
   FROM (VALUES (1)) AS one
   LEFT JOIN most_common ON true
   LEFT JOIN delivery.gate ON gate.endpoint_id = $1 AND NOT gate.is_closed AND EXISTS (SELECT FROM queued)`,
);

/**
 * What failed at a webhook and what is still being retried, at a glance. It looks at 10,000 deliveries of either kind
 * at most, the newest that failed and those that are due first; where there are more, the number is a lower bound
 * and its `…_is_estimate` says so.
 * @throws {DomainError} `not_found`.
 */
export async function summarizeFailed(ctx: Context, input: { id: string }): Promise<FailedSummary> {
  await getWebhook(ctx, input);
  const [found] = await ctx.database.query(SUMMARIZE, [input.id, LOOK_AT + 1]);
  if (!found) throw new Error('An aggregate always has a row.');
  return {
    failed: Math.min(found.failed, LOOK_AT),
    retrying: Math.min(found.retrying, LOOK_AT),
    most_common_error: found.error === null ? null : { error: found.error, count: found.error_count ?? 0 },
    next_attempt_at: found.next_attempt_at?.toISOString() ?? null,
    held_back: heldBack(found),
    failed_is_estimate: found.failed > LOOK_AT,
    retrying_is_estimate: found.queued > LOOK_AT,
  };
}

function heldBack({ held_back_by: by, held_back_until: until }: SummaryRow): FailedSummary['held_back'] {
  return by === null ? null : { by, until: until?.toISOString() ?? null };
}
