import { type Context, type Sql, statement, tenantOf } from '@tidings/kernel';
import type { z } from 'zod';
import type { webhookActivityList } from './schema.ts';

export type Activity = {
  endpoint_id: string;
  attempts_total: number;
  failed_total: number;
  consecutive_failures: number;
  last_attempt_at: Date | null;
};

const COLUMNS = 'endpoint_id, attempts_total, failed_total, consecutive_failures, last_attempt_at';

const FIND = statement<Activity>(
  'endpoint.find-activity',
  `SELECT ${COLUMNS}
   FROM endpoint.activity
   WHERE endpoint_id = ANY ($1::text[])`,
);

const OF_ACCOUNT = statement<Activity>(
  'endpoint.list-activity',
  `SELECT ${COLUMNS}
   FROM endpoint.activity
   JOIN endpoint.endpoint ON endpoint.id = activity.endpoint_id
   WHERE endpoint.account_id = $1`,
);

// Locked in the order of ids, so that two batches with the same webhooks never wait for each other in a circle.
const RECORD = statement<never>(
  'endpoint.record-activity',
  `WITH locked AS (
     SELECT endpoint_id FROM endpoint.activity
     WHERE endpoint_id = ANY ($1::text[])
     ORDER BY endpoint_id
     FOR UPDATE
   )
   UPDATE endpoint.activity AS a
   SET attempts_total = a.attempts_total + seen.attempts,
       failed_total = a.failed_total + seen.failed,
       consecutive_failures = CASE WHEN seen.succeeded THEN seen.unbroken ELSE a.consecutive_failures + seen.unbroken END,
       last_attempt_at = now()
   FROM locked
   JOIN unnest($1::text[], $2::int[], $3::int[], $4::boolean[], $5::int[])
     AS seen (endpoint_id, attempts, failed, succeeded, unbroken) USING (endpoint_id)
   WHERE a.endpoint_id = locked.endpoint_id`,
);

export async function findActivity(sql: Sql, endpointIds: string[]): Promise<Map<string, Activity>> {
  const rows = await sql.query(FIND, [endpointIds]);
  return new Map(rows.map((row) => [row.endpoint_id, row]));
}

/** What each webhook of the account has done so far. */
export async function listActivity(ctx: Context): Promise<z.output<typeof webhookActivityList>> {
  const rows = await ctx.database.query(OF_ACCOUNT, [tenantOf(ctx)]);
  return {
    data: rows.map(({ endpoint_id, last_attempt_at, ...counts }) => ({
      webhook_id: endpoint_id,
      ...counts,
      last_attempt_at: last_attempt_at?.toISOString() ?? null,
    })),
  };
}

/** Counts finished attempts, given in the order in which they finished; in the transaction that records them. */
export async function recordActivity(
  tx: Sql,
  attempts: { endpointId: string; succeeded: boolean; isGone?: boolean }[],
): Promise<void> {
  const seen = new Map<string, { attempts: number; failed: number; succeeded: boolean; unbroken: number }>();
  for (const { endpointId, succeeded } of attempts) {
    const counts = seen.get(endpointId) ?? { attempts: 0, failed: 0, succeeded: false, unbroken: 0 };
    counts.attempts += 1;
    counts.failed += succeeded ? 0 : 1;
    counts.unbroken = succeeded ? 0 : counts.unbroken + 1;
    counts.succeeded ||= succeeded;
    seen.set(endpointId, counts);
  }
  const counts = [...seen.values()];
  await tx.query(RECORD, [
    [...seen.keys()],
    counts.map((each) => each.attempts),
    counts.map((each) => each.failed),
    counts.map((each) => each.succeeded),
    counts.map((each) => each.unbroken),
  ]);
}
