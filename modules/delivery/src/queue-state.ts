import { type Sql, statement } from '@tidings/kernel';

/** How many deliveries are unfinished, and what each waits for. */
export type QueueState = {
  /** In the hands of a worker. */
  sending: number;
  /** To be sent now, and nothing holds them back. */
  due: number;
  /** Due later: a retry. */
  scheduled: number;
  /** Of webhooks that are paused, disabled, limited, catching up, or whose receiver does not answer. */
  held: number;
  /** Seconds for which the oldest of those that are due has waited; 0 without any. */
  oldest_due_seconds: number;
  /** Webhooks of which the circuit breaker is open. */
  breakers_open: number;
};

// Reads the whole queue: a narrow row for each unfinished delivery. What is asked for by hand is due since 1970.
const STATE = statement<QueueState>(
  'delivery.queue-state',
  `SELECT count(*) FILTER (WHERE is_leased) AS sending,
          count(*) FILTER (WHERE NOT is_leased AND is_held) AS held,
          count(*) FILTER (WHERE NOT is_leased AND NOT is_held AND due_at <= now()) AS due,
          count(*) FILTER (WHERE NOT is_leased AND NOT is_held AND due_at > now()) AS scheduled,
          coalesce(extract(epoch FROM now() - min(due_at) FILTER (
            WHERE NOT is_leased AND NOT is_held AND due_at <= now() AND due_at > 'epoch')), 0)::float8 AS oldest_due_seconds,
          (SELECT count(*) FROM delivery.gate WHERE broken_at IS NOT NULL) AS breakers_open
   FROM (
     SELECT q.due_at, coalesce(q.lease_until > now(), false) AS is_leased, gate.endpoint_id IS NOT NULL AS is_held
     FROM delivery.queue AS q
     LEFT JOIN delivery.gate ON gate.endpoint_id = q.endpoint_id
   ) AS waiting`,
);

/** What waits in the queue of the whole installation, for whoever watches it. */
export async function readQueueState(sql: Sql): Promise<QueueState> {
  const [state] = await sql.query(STATE);
  if (!state) throw new Error('A count has a row.');
  return state;
}
