import { type Context, tenantOf } from '@tidings/kernel';
import { inboxOf } from './inbox.ts';
import { requirePlay } from './require-play.ts';
import type { ShownInbox } from './schema.ts';
import { showInbox } from './show-inbox.ts';

/**
 * Forgets what the account's built-in receiver got.
 * @throws {DomainError} `not_found` in production.
 */
export function clearInbox(ctx: Context): ShownInbox {
  requirePlay(ctx);
  inboxOf(tenantOf(ctx)).clear();
  return showInbox(ctx);
}
