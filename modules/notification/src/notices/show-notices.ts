import { describeWebhooks } from '@tidings/endpoint';
import type { Sql } from '@tidings/kernel';
import { type Notice, news } from '../schema.ts';

/** A notice as it is kept. */
export type NoticeRow = {
  id: string;
  webhook_id: string;
  kind: string;
  details: unknown;
  created_at: Date;
  is_read: boolean;
};

export const NOTICE_COLUMNS = 'n.id, n.webhook_id, n.kind, n.details, n.created_at';

/** Notices as their readers see them, with the webhooks as they are named now. */
export async function showNotices(sql: Sql, rows: NoticeRow[]): Promise<Notice[]> {
  if (rows.length === 0) return [];
  const webhooks = await describeWebhooks(sql, [...new Set(rows.map((row) => row.webhook_id))]);
  return rows.map(({ id, webhook_id, kind, details, created_at, is_read }) => ({
    ...news.parse({ kind, details }),
    id,
    created_at: created_at.toISOString(),
    webhook: webhooks.get(webhook_id) ?? null,
    is_read,
  }));
}
