import { type Context, notFound, statement, tenantOf } from '@tidings/kernel';
import type { z } from 'zod';
import type { markAllReadInput } from '../schema.ts';
import { readerOf } from './reader-of.ts';

// Notices are held, so that none goes with its webhook in between; what goes at this moment is passed over.
const HELD = 'FOR KEY SHARE SKIP LOCKED';

// Primary keys. Answers whether there is such a notice, read before or not.
const MARK_ONE = statement<{ id: string }>(
  'notification.mark-read',
  `WITH found AS (
     SELECT id FROM notification.notice WHERE id = $3 AND account_id = $1 ${HELD}
   ), marked AS (
     INSERT INTO notification.reading (notice_id, person_id)
     SELECT id, $2 FROM found
     ON CONFLICT DO NOTHING
   )
   SELECT id FROM found`,
);

// Index notice_by_account, then the primary key of notification.reading.
const MARK_ALL = statement<{ id: string }>(
  'notification.mark-all-read',
  `WITH found AS (
     SELECT id FROM notification.notice WHERE id = $3 AND account_id = $1
   ), unread AS (
     SELECT n.id
     FROM notification.notice AS n
     WHERE n.account_id = $1 AND n.id <= (SELECT id FROM found) AND ($4::text IS NULL OR n.webhook_id = $4)
       AND NOT EXISTS (SELECT FROM notification.reading WHERE notice_id = n.id AND person_id = $2)
     ORDER BY n.id -- so that two that do the same do not wait for each other in a circle
     ${HELD}
   ), marked AS (
     INSERT INTO notification.reading (notice_id, person_id)
     SELECT id, $2 FROM unread
     ON CONFLICT DO NOTHING
   )
   SELECT id FROM found`,
);

/**
 * Notes that the person has read it.
 * @throws {DomainError} `not_found`, also for another account's.
 */
export async function markRead(ctx: Context, input: { id: string }): Promise<Record<string, never>> {
  const found = await ctx.database.query(MARK_ONE, [tenantOf(ctx), readerOf(ctx), input.id]);
  if (found.length === 0) throw notFound('This notification');
  return {};
}

/**
 * Notes that the person has read everything up to the one named, or all of it that is about one webhook, and nothing that
 * they cannot have seen.
 * @throws {DomainError} `not_found`, also for another account's.
 */
export async function markAllRead(
  ctx: Context,
  { through, webhook_id: webhookId }: z.output<typeof markAllReadInput>,
): Promise<Record<string, never>> {
  const found = await ctx.database.query(MARK_ALL, [
    tenantOf(ctx),
    readerOf(ctx),
    through,
    webhookId ?? null,
  ]);
  if (found.length === 0) throw notFound('This notification');
  return {};
}
