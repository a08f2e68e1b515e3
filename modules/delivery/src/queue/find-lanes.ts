import { type Sql, statement } from '@tidings/kernel';
import { CLAIM_ANSWER } from './claim.ts';

/** A webhook for which something waits that may be due soon. */
export type FoundLane = {
  endpoint_id: string;
  account_id: string;
  /** Milliseconds until its first delivery is due, or its gate may let one pass; 0 or less: now. */
  due_in_ms: number;
  is_gated: boolean;
};

/** Lanes that have something due within this time are found. */
export const FORESIGHT_MS = 1_000;

// A loose scan of index queue_lane: one look-up for each webhook in the queue, however much waits for it, past the
// few that are being attempted. Closed gates hold back everything, so their lanes are left out.
const FIND = statement<FoundLane>(
  'delivery.find-lanes',
  `WITH RECURSIVE lane AS (
     (
       SELECT endpoint_id, account_id, due_at
       FROM delivery.queue
       WHERE lease_until IS NULL OR lease_until <= now()
       ORDER BY endpoint_id, due_at
       LIMIT 1
     )
     UNION ALL
     SELECT next.*
     FROM lane
     CROSS JOIN LATERAL (
       SELECT endpoint_id, account_id, due_at
       FROM delivery.queue
       WHERE endpoint_id > lane.endpoint_id AND (lease_until IS NULL OR lease_until <= now())
       ORDER BY endpoint_id, due_at
       LIMIT 1
     ) AS next
   )
   SELECT lane.endpoint_id, account_id, gate.endpoint_id IS NOT NULL AS is_gated,
          (extract(epoch FROM greatest(due_at, probe_at, free_at) - clock_timestamp()) * 1000)::float8 AS due_in_ms
   FROM lane
   LEFT JOIN delivery.gate USING (endpoint_id)
   WHERE greatest(due_at, probe_at, free_at) <= clock_timestamp() + ${FORESIGHT_MS} * interval '1 millisecond'
     AND gate.is_closed IS NOT TRUE`,
  CLAIM_ANSWER,
);

/** Every webhook for which something is due now or within {@link FORESIGHT_MS}, unless it is paused or disabled. */
export function findLanes(sql: Sql): Promise<FoundLane[]> {
  return sql.query(FIND);
}
