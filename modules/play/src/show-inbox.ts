import { type Context, tenantOf } from '@tidings/kernel';
import { inboxOf, inboxUrl } from './inbox.ts';
import { requirePlay } from './require-play.ts';
import type { ShownInbox } from './schema.ts';

/**
 * What the account's built-in receiver got, newest first, and what it answers.
 * @throws {DomainError} `not_found` in production.
 */
export function showInbox(ctx: Context): ShownInbox {
  requirePlay(ctx);
  const accountId = tenantOf(ctx);
  const { arrivals, answerStatus } = inboxOf(accountId);
  return { url: inboxUrl(ctx.config.PUBLIC_URL, accountId), answer_status: answerStatus, data: arrivals };
}
