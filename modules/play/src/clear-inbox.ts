import { type Context, tenantOf } from '@tidings/kernel';
import { inboxOf } from './inbox.ts';
import { requirePlay } from './require-play.ts';
import type { InboxInput, ShownInbox } from './schema.ts';
import { showInbox } from './show-inbox.ts';

/**
 * Forgets what one of the account's built-in receivers got; what it answers stays.
 * @throws {DomainError} `not_found` in production.
 */
export function clearInbox(ctx: Context, { name }: InboxInput): ShownInbox {
  requirePlay(ctx);
  inboxOf(tenantOf(ctx), name).clear();
  return showInbox(ctx, { name });
}
