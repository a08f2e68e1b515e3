import { type Context, type Sql, statement, tenantOf } from '@tidings/kernel';
import type { z } from 'zod';
import type { webhookActivityList } from './schema.ts';

/** What a webhook has done so far, as it is kept. */
export type Activity = {
  endpoint_id: string;
  attempts_total: number;
  failed_total: number;
  consecutive_failures: number;
  last_attempt_at: Date | null;
  is_failing: boolean;
  /** By the share of attempts of a day that failed; what fails in a row may be failing without. */
  is_degraded: boolean;
  health_changed_at: Date | null;
};

const COLUMNS =
  'endpoint_id, attempts_total, failed_total, consecutive_failures, last_attempt_at, is_failing, is_degraded, health_changed_at';

// Primary key.
const FIND = statement<Activity>(
  'endpoint.find-activity',
  `SELECT ${COLUMNS}
   FROM endpoint.activity
   WHERE endpoint_id = ANY ($1::text[])`,
);

// Index endpoint_by_account.
const OF_ACCOUNT = statement<Activity>(
  'endpoint.list-activity',
  `SELECT ${COLUMNS}
   FROM endpoint.activity
   JOIN endpoint.endpoint ON endpoint.id = activity.endpoint_id
   WHERE endpoint.account_id = $1`,
);

/** By webhook id; deleted ones are missing. */
export async function findActivity(sql: Sql, endpointIds: string[]): Promise<Map<string, Activity>> {
  const rows = await sql.query(FIND, [endpointIds]);
  return new Map(rows.map((row) => [row.endpoint_id, row]));
}

/**
 * What each webhook of the account has done so far, in one answer: some 180 bytes of each. As many as the account has webhooks
 * and not as many as are on screen, so that past some thousands, for the console's list, it would be asked for by ids.
 */
export async function listActivity(ctx: Context): Promise<z.output<typeof webhookActivityList>> {
  const rows = await ctx.database.query(OF_ACCOUNT, [tenantOf(ctx)]);
  return {
    data: rows.map((row) => ({
      webhook_id: row.endpoint_id,
      attempts_total: row.attempts_total,
      failed_total: row.failed_total,
      consecutive_failures: row.consecutive_failures,
      last_attempt_at: row.last_attempt_at?.toISOString() ?? null,
    })),
  };
}
