import { type Sql, statement } from '@tidings/kernel';

/** How many deliveries are unfinished, and what each waits for. */
export type QueueState = {
  /** In the hands of a worker. */
  sending: number;
  /** To be sent now, and nothing holds them back. */
  due: number;
  /** Due later: a retry. */
  scheduled: number;
  /** Of webhooks that are paused or disabled, whose receiver does not answer, or whose rate is used up. */
  held: number;
  /**
   * Seconds for which the oldest of those that are due has waited, of webhooks to which nothing is being sent: one that
   * is sent to takes as long as its receiver does. 0 without any.
   */
  oldest_due_seconds: number;
  /** Webhooks of which the circuit breaker is open. */
  breakers_open: number;
};

/**
 * What keeps a lane back. A rate does so while it is used: by its moment of the next start, which claims move on, so that
 * a webhook with a limit is not passed over when nobody claims any more.
 */
const HOLDS = `(gate.is_closed OR gate.broken_at IS NOT NULL OR gate.free_at > now() - interval '10 seconds')`;

// Reads the whole queue: a narrow row for each unfinished delivery. What is asked for by hand is due since 1970.
const STATE = statement<QueueState>(
  'delivery.queue-state',
  `SELECT coalesce(sum(lane.sending), 0)::bigint AS sending,
          coalesce(sum(lane.due + lane.scheduled) FILTER (WHERE gate.endpoint_id IS NOT NULL), 0)::bigint AS held,
          coalesce(sum(lane.due) FILTER (WHERE gate.endpoint_id IS NULL), 0)::bigint AS due,
          coalesce(sum(lane.scheduled) FILTER (WHERE gate.endpoint_id IS NULL), 0)::bigint AS scheduled,
          coalesce(extract(epoch FROM now() - min(lane.oldest) FILTER (
            WHERE gate.endpoint_id IS NULL AND lane.sending = 0)), 0)::float8 AS oldest_due_seconds,
          (SELECT count(*) FROM delivery.gate WHERE broken_at IS NOT NULL) AS breakers_open
   FROM (
     SELECT q.endpoint_id,
            count(*) FILTER (WHERE q.is_leased) AS sending,
            count(*) FILTER (WHERE NOT q.is_leased AND q.due_at <= now()) AS due,
            count(*) FILTER (WHERE NOT q.is_leased AND q.due_at > now()) AS scheduled,
            min(q.due_at) FILTER (WHERE NOT q.is_leased AND q.due_at <= now() AND q.due_at > 'epoch') AS oldest
     FROM (
       SELECT endpoint_id, due_at, coalesce(lease_until > now(), false) AS is_leased FROM delivery.queue
     ) AS q
     GROUP BY q.endpoint_id
   ) AS lane
   LEFT JOIN delivery.gate ON gate.endpoint_id = lane.endpoint_id AND ${HOLDS}`,
);

/** What waits in the queue of the whole installation, for whoever watches it. */
export async function readQueueState(sql: Sql): Promise<QueueState> {
  const [state] = await sql.query(STATE);
  if (!state) throw new Error('A count has a row.');
  return state;
}
