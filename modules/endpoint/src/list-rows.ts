import { type Context, decodeCursor, pageFrom, statement, tenantOf } from '@tidings/kernel';
import type { Page } from '@tidings/kernel/schema';
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
   WHERE e.account_id = $1 AND ($2::text[] IS NULL OR e.id = ANY ($2::text[])) AND ($3::text IS NULL OR e.id < $3)
   ORDER BY e.id DESC
   LIMIT ${MOST_LISTED + 1}`,
);

/**
 * What lists show of the account's webhooks, newest first, a thousand a page: of all, or of those that are named.
 * @throws {DomainError} `invalid` for a forged cursor.
 */
export async function listRows(
  ctx: Context,
  input: z.output<typeof listedWebhooksInput>,
): Promise<Page<ListedWebhook>> {
  const now = ctx.clock.now();
  const list = `webhook-rows ${tenantOf(ctx)}`;
  const [after] = decodeCursor(list, input.cursor, 1) ?? [];
  const rows = await ctx.database.query(ROWS, [tenantOf(ctx), input.ids ?? null, after ?? null]);
  const show = ({
    is_failing,
    last_attempt_at,
    health_changed_at,
    created_at,
    disabled_at,
    ...row
  }: Found) => ({
    ...row,
    created_at: created_at.toISOString(),
    ...healthOf(
      { status: row.status, disabledAt: disabled_at },
      { is_failing, last_attempt_at, health_changed_at },
      now,
    ),
  });
  return pageFrom(rows, MOST_LISTED, { list, show, position: ({ id }) => [id] });
}
