import { findActivity, getWebhook } from '@tidings/endpoint';
import { type Context, statement, tenantOf } from '@tidings/kernel';
import type { Banner } from '../schema.ts';
import { type NoticeRow, NOTICE_COLUMNS, showNotices } from './show-notices.ts';

// Index notice_by_webhook.
const DISABLED = statement<NoticeRow>(
  'notification.why-disabled',
  `SELECT ${NOTICE_COLUMNS}, false AS is_read
   FROM notification.notice AS n
   WHERE n.webhook_id = $2 AND n.account_id = $1 AND n.kind = 'webhook.disabled'
   ORDER BY n.created_at DESC, n.id DESC
   LIMIT 1`,
);

/**
 * How a webhook stands that needs somebody: the notice that says why the system disabled it, or how it fails at present.
 * What was told of its failing is of its time, and is not told here.
 * @throws {DomainError} `not_found`.
 */
export async function showBanner(ctx: Context, input: { id: string }): Promise<Banner> {
  const webhook = await getWebhook(ctx, input);
  if (webhook.status === 'disabled') {
    const rows = await ctx.database.query(DISABLED, [tenantOf(ctx), webhook.id]);
    const [newest] = await showNotices(ctx.database, rows);
    return { notice: newest ?? null, failing: null };
  }
  if (webhook.status !== 'active' || webhook.health !== 'failing') return { notice: null, failing: null };
  const activity = (await findActivity(ctx.database, [webhook.id])).get(webhook.id);
  if (!activity) return { notice: null, failing: null };
  const { consecutive_failures, is_degraded } = activity;
  return { notice: null, failing: { consecutive_failures, is_degraded } };
}
