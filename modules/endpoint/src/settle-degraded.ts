import { type Database, statement } from '@tidings/kernel';
import { announceHealth } from './announce-health.ts';
import { type DayCounts, FAILING_FROM, IDLE_AFTER_HOURS, isDegradedSql } from './health.ts';

// Index activity_degraded.
const DEGRADED = statement<{ endpoint_id: string }>(
  'endpoint.degraded',
  `SELECT endpoint_id
   FROM endpoint.activity
   WHERE is_degraded AND endpoint_id > $1
   ORDER BY endpoint_id
   LIMIT $2`,
);

/** The next webhooks of which too many attempts of the last 24 hours failed when they were last looked at, by id. */
export async function listDegraded(sql: Database, after: string, limit: number): Promise<string[]> {
  return (await sql.query(DEGRADED, [after, limit])).map((row) => row.endpoint_id);
}

type Recovered = { endpoint_id: string; consecutive_failures: number; is_failing: boolean };

// Primary key of endpoint.activity, locked in the order of ids as attempts are recorded. What an attempt found is left
// alone, also one whose transaction had begun when the counts were made and is in them only by half: none takes two
// minutes. So is a webhook that was resumed: what came since is not counted apart by the hour.
const RECOVER = statement<Recovered>(
  'endpoint.recover',
  `WITH locked AS (
     SELECT a.endpoint_id
     FROM endpoint.activity AS a
     JOIN unnest($1::text[], $2::int[], $3::int[]) AS counted (endpoint_id, attempts, failed) USING (endpoint_id)
     WHERE a.is_degraded AND a.last_attempt_at <= $4::timestamptz - interval '2 minutes'
       AND NOT ${isDegradedSql('counted.attempts', 'counted.failed', 'a.is_degraded')}
       AND coalesce(a.resumed_at <= $4::timestamptz - interval '${IDLE_AFTER_HOURS} hours', true)
     ORDER BY a.endpoint_id
     FOR UPDATE OF a
   )
   UPDATE endpoint.activity AS a
   SET is_degraded = false,
       is_failing = a.consecutive_failures >= ${FAILING_FROM},
       health_changed_at = CASE WHEN a.consecutive_failures >= ${FAILING_FROM} THEN a.health_changed_at ELSE now() END
   FROM locked
   WHERE a.endpoint_id = locked.endpoint_id
   RETURNING a.endpoint_id, a.consecutive_failures, a.is_failing`,
);

/**
 * Ends the degradation of webhooks whose failures have become too old, or too few among what succeeded, while no
 * attempt came that would have told.
 * @param counts of the last 24 hours, by webhook id, as of `countedAt` by the database's clock.
 */
export async function settleDegraded(
  database: Database,
  counts: ReadonlyMap<string, DayCounts>,
  countedAt: Date,
): Promise<void> {
  if (counts.size === 0) return;
  const days = [...counts.values()];
  await database.transaction(async (tx) => {
    const rows = await tx.query(RECOVER, [
      [...counts.keys()],
      days.map((day) => day.attempts),
      days.map((day) => day.failed),
      countedAt,
    ]);
    const changed = rows
      .filter((row) => !row.is_failing)
      .map((row) => ({
        endpointId: row.endpoint_id,
        health: 'healthy' as const,
        reason: null,
        consecutiveFailures: row.consecutive_failures,
        lastDay: counts.get(row.endpoint_id) ?? null,
        lastStatusCode: null,
        lastError: null,
      }));
    await announceHealth(tx, { warned: [], changed });
  });
}
