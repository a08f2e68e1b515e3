import { type Context, tenantOf } from '@tidings/kernel';
import { type AnswerStatus, inboxOf } from './inbox.ts';
import { requirePlay } from './require-play.ts';
import type { ShownInbox } from './schema.ts';
import { showInbox } from './show-inbox.ts';

/**
 * Decides what the account's built-in receiver answers from now on.
 * @throws {DomainError} `not_found` in production.
 */
export function setAnswer(ctx: Context, input: { status: AnswerStatus }): ShownInbox {
  requirePlay(ctx);
  inboxOf(tenantOf(ctx)).answerStatus = input.status;
  return showInbox(ctx);
}
