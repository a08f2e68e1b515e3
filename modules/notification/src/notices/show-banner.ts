import { findActivity, getWebhook } from '@tidings/endpoint';
import { type Context, statement, tenantOf } from '@tidings/kernel';
import type { Notice } from '../schema.ts';
import { type NoticeRow, NOTICE_COLUMNS, showNotices } from './show-notices.ts';

// Index notice_by_webhook. At most a handful: of one state, since $3.
const OF_STATE = statement<NoticeRow>(
  'notification.of-state',
  `SELECT ${NOTICE_COLUMNS}, false AS is_read
   FROM notification.notice AS n
   WHERE n.webhook_id = $2 AND n.account_id = $1 AND n.created_at >= $3 AND n.kind = ANY ($4::text[])
   ORDER BY n.created_at DESC, n.id DESC
   LIMIT 10`,
);

const EVER = new Date(0);

/**
 * The notice that says how a webhook stands now: why the system disabled it, or that it is failing and how near it is
 * to being disabled. Null while there is nothing to say, or nothing is known of how it began.
 * @throws {DomainError} `not_found`.
 */
export async function showBanner(ctx: Context, input: { id: string }): Promise<{ notice: Notice | null }> {
  const webhook = await getWebhook(ctx, input);
  const read = (since: Date, kinds: Notice['kind'][]) =>
    ctx.database.query(OF_STATE, [tenantOf(ctx), webhook.id, since, kinds]);
  if (webhook.status === 'disabled') {
    const [newest] = await showNotices(ctx.database, (await read(EVER, ['webhook.disabled'])).slice(0, 1));
    return { notice: newest ?? null };
  }
  if (webhook.status !== 'active' || webhook.health !== 'failing') return { notice: null };
  const since = webhook.health_changed_at ? new Date(webhook.health_changed_at) : EVER;
  const rows = await read(since, ['webhook.warning', 'webhook.degraded']);
  const inRow = (await findActivity(ctx.database, [webhook.id])).get(webhook.id)?.consecutive_failures ?? 0;
  const notices = await showNotices(ctx.database, rows);
  // A warning holds only while the row of failures goes on.
  const holds = (each: Notice) => each.kind !== 'webhook.warning' || inRow >= each.details.threshold;
  return { notice: notices.find(holds) ?? null };
}
