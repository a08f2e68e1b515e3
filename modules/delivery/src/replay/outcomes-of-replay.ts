import { type Sql, statement } from '@tidings/kernel';
import { positionAt, SPARE_MS } from '../log/log-range.ts';
import type { ReplayRow } from './present-replay.ts';
import type { Replay } from './replay-schema.ts';

/** Rows that are looked at of either kind, however many there are: some 100 ms. */
const LOOK_AT = 10_000;
/** Webhooks that are named. */
const NAMED = 100;

/** Of one webhook; of all together where its id is null. */
type OutcomesRow = { webhook_id: string | null; failed: number; retrying: number; looked: number };

/**
 * Most deliveries succeed, and none but the others are looked at. What ended otherwise by the primary key of
 * delivery.unsuccessful, from the begin of the replay to its end; what is tried again by queue_lane, where a retry by hand
 * does not say of which replay it is; each one's replay by the primary key of delivery.delivery. What a cancelled replay
 * had not attempted does not count as made.
 */
export const OUTCOMES = statement<OutcomesRow>(
  'delivery.outcomes-of-replay',
  `WITH part AS MATERIALIZED (
     SELECT endpoint_id FROM delivery.replay_part WHERE replay_id = $1 AND made > 0
   ), ended AS MATERIALIZED (
     SELECT part.endpoint_id, u.day, u.delivery_id
     FROM part
     CROSS JOIN unnest('{failed,cancelled,archived}'::text[]) AS wanted (status)
     CROSS JOIN LATERAL (
       SELECT u.day, u.delivery_id
       FROM delivery.unsuccessful AS u
       WHERE u.endpoint_id = part.endpoint_id AND u.status = wanted.status
         AND (u.day, u.delivery_id) >= ($2::date, $3::text) AND (u.day, u.delivery_id) < ($4::date, $5::text)
       LIMIT $6
     ) AS u
     LIMIT $6
   ), queued AS MATERIALIZED (
     SELECT part.endpoint_id, q.delivery_day AS day, q.delivery_id
     FROM part
     CROSS JOIN LATERAL (
       SELECT q.delivery_day, q.delivery_id
       FROM delivery.queue AS q
       WHERE q.endpoint_id = part.endpoint_id
       ORDER BY q.due_at
       LIMIT $6
     ) AS q
     LIMIT $6
   )
   SELECT seen.endpoint_id AS webhook_id,
          count(*) FILTER (WHERE d.status NOT IN ('pending', 'retrying')) AS failed,
          count(*) FILTER (WHERE d.status IN ('pending', 'retrying')) AS retrying,
          greatest((SELECT count(*) FROM ended), (SELECT count(*) FROM queued)) AS looked
   FROM (
     SELECT * FROM ended
     UNION
     SELECT * FROM queued WHERE (day, delivery_id) >= ($2::date, $3::text) AND (day, delivery_id) < ($4::date, $5::text)
   ) AS seen
   CROSS JOIN LATERAL (
     SELECT d.status, d.attempts_made, d.replay_id
     FROM delivery.delivery AS d
     WHERE d.id = seen.delivery_id AND d.day = seen.day
     OFFSET 0 -- by primary key: without this the planner may read whole partitions
   ) AS d
   WHERE d.replay_id = $1 AND d.status <> 'succeeded' AND (d.attempts_made > 0 OR NOT $7)
   GROUP BY GROUPING SETS ((), (seen.endpoint_id))
   ORDER BY failed DESC, retrying DESC, webhook_id`,
);

/** What became of what a replay has attempted; null while it is under way: each attempt would change it. */
export async function outcomesOf(sql: Sql, row: ReplayRow, done: number): Promise<Replay['outcomes']> {
  const { id, status, created_at: createdAt, finished_at: finishedAt } = row;
  if (!finishedAt) return null;
  const from = positionAt(createdAt.getTime() - SPARE_MS);
  const until = positionAt(finishedAt.getTime() + SPARE_MS);
  const rows = await sql.query(OUTCOMES, [
    id,
    from.day,
    from.id,
    until.day,
    until.id,
    LOOK_AT,
    status === 'cancelled',
  ]);
  const total = rows.find((each) => each.webhook_id === null);
  if (!total) throw new Error('A grand total always has a row.');
  const { failed, retrying, looked } = total;
  return {
    succeeded: looked < LOOK_AT ? Math.max(0, done - failed - retrying) : null,
    failed,
    retrying,
    webhooks: rows
      .flatMap((each) =>
        each.webhook_id === null
          ? []
          : [{ webhook_id: each.webhook_id, failed: each.failed, retrying: each.retrying }],
      )
      .slice(0, NAMED),
  };
}
