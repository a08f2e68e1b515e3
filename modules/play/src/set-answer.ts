import { type Context, tenantOf } from '@tidings/kernel';
import { inboxOf } from './inbox.ts';
import { requirePlay } from './require-play.ts';
import type { SetAnswerInput, ShownInbox } from './schema.ts';
import { showInbox } from './show-inbox.ts';

/**
 * Decides what one of the account's built-in receivers answers from now on, after how many milliseconds.
 * @throws {DomainError} `not_found` in production.
 */
export function setAnswer(ctx: Context, { name, ...answer }: SetAnswerInput): ShownInbox {
  requirePlay(ctx);
  inboxOf(tenantOf(ctx), name).answer = answer;
  return showInbox(ctx, { name });
}
