import { type Context, decodeCursor, encodeCursor, statement, tenantOf } from '@tidings/kernel';
import type { z } from 'zod';
import type { listNoticesInput, NoticePage } from '../schema.ts';
import { readerOf } from './reader-of.ts';
import { NOTICE_COLUMNS, type NoticeRow, showNotices } from './show-notices.ts';

/** Behind every id. */
const NEWEST = '~';

// Index notice_by_account, then the primary key of notification.reading.
const LIST = statement<NoticeRow>(
  'notification.list-notices',
  `SELECT ${NOTICE_COLUMNS}, reading.notice_id IS NOT NULL AS is_read
   FROM notification.notice AS n
   LEFT JOIN notification.reading ON reading.notice_id = n.id AND reading.person_id = $2
   WHERE n.account_id = $1 AND n.id < $3 AND (NOT $4 OR reading.notice_id IS NULL)
     AND ($6::text IS NULL OR n.webhook_id = $6)
   ORDER BY n.id DESC
   LIMIT $5`,
);

/**
 * What the account was told in the last 90 days, newest first, with what the person has read of it.
 * @throws {DomainError} `invalid` when the cursor is not one that this list gave.
 */
export async function listNotices(
  ctx: Context,
  input: z.output<typeof listNoticesInput>,
): Promise<NoticePage> {
  const list = `notices ${tenantOf(ctx)}`;
  const [after = NEWEST] = decodeCursor(list, input.cursor, 1) ?? [];
  const rows = await ctx.database.query(LIST, [
    tenantOf(ctx),
    readerOf(ctx),
    after,
    input.unread,
    input.limit + 1,
    input.webhook_id ?? null,
  ]);
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  const hasMore = rows.length > input.limit;
  return {
    data: await showNotices(ctx.database, shown),
    has_more: hasMore,
    next_cursor: hasMore && last ? encodeCursor(list, [last.id]) : null,
  };
}
