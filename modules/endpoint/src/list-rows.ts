import { type Context, statement, tenantOf } from '@tidings/kernel';
import type { z } from 'zod';
import type { Activity } from './activity.ts';
import type { EndpointRow } from './endpoint.entity.ts';
import { healthOf } from './health.ts';
import { MOST_LISTED, type ListedWebhook, type listedWebhooksInput } from './schema.ts';

type Found = Pick<EndpointRow, 'id' | 'name' | 'url' | 'events' | 'status'> & {
  disabled_reason: ListedWebhook['disabled_reason'];
  timeout_seconds: number;
  created_by: ListedWebhook['created_by'];
  created_at: Date;
  disabled_at: Date | null;
} & Pick<Activity, 'is_failing' | 'last_attempt_at' | 'health_changed_at'>;

// Index endpoint_by_account, then the primary key of endpoint.activity.
const ROWS = statement<Found>(
  'endpoint.rows',
  `SELECT e.id, e.name, e.url, e.events, e.status, e.disabled_reason, e.disabled_at, e.timeout_seconds, e.created_by, e.created_at,
          coalesce(a.is_failing, false) AS is_failing, a.last_attempt_at, a.health_changed_at
   FROM endpoint.endpoint AS e
   LEFT JOIN endpoint.activity AS a ON a.endpoint_id = e.id
   WHERE e.account_id = $1 AND ($2::text[] IS NULL OR e.id = ANY ($2::text[]))
   ORDER BY e.id DESC
   LIMIT ${MOST_LISTED}`,
);

/** What lists show of the account's webhooks, newest first: of all, 1,000 at most, or of those that are named. */
export async function listRows(
  ctx: Context,
  input: z.output<typeof listedWebhooksInput>,
): Promise<{ data: ListedWebhook[] }> {
  const now = ctx.clock.now();
  const rows = await ctx.database.query(ROWS, [tenantOf(ctx), input.ids ?? null]);
  return {
    data: rows.map(({ is_failing, last_attempt_at, health_changed_at, created_at, disabled_at, ...row }) => ({
      ...row,
      created_at: created_at.toISOString(),
      ...healthOf(
        { status: row.status, disabledAt: disabled_at },
        { is_failing, last_attempt_at, health_changed_at },
        now,
      ),
    })),
  };
}
