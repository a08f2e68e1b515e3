import { type Context, statement, tenantOf } from '@tidings/kernel';
import type { UnreadCount } from '../schema.ts';
import { readerOf } from './reader-of.ts';

/** So many of the newest are looked at, since every open console asks again and again. */
const LOOK_AT = 500;

// Index notice_by_account, then the primary key of notification.reading.
const COUNT = statement<{ unread: number; seen: number }>(
  'notification.count-unread',
  `SELECT count(*) FILTER (WHERE NOT EXISTS (
            SELECT FROM notification.reading WHERE notice_id = newest.id AND person_id = $2)) AS unread,
          count(*) AS seen
   FROM (
     SELECT id
     FROM notification.notice
     WHERE account_id = $1
     ORDER BY id DESC
     LIMIT ${LOOK_AT}
   ) AS newest`,
);

/** How many of the 500 newest notices the person has not read. */
export async function countUnread(ctx: Context): Promise<UnreadCount> {
  const [found] = await ctx.database.query(COUNT, [tenantOf(ctx), readerOf(ctx)]);
  if (!found) throw new Error('A count has a row.');
  return { unread: found.unread, is_more: found.seen === LOOK_AT };
}
