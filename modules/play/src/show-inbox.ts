import { type Context, tenantOf } from '@tidings/kernel';
import { inboxesOf, inboxOf, inboxUrl } from './inbox.ts';
import { requirePlay } from './require-play.ts';
import type { InboxInput, ShownInbox } from './schema.ts';

/**
 * What one of the account's built-in receivers got, newest first, what it answers, and which others there are.
 * @throws {DomainError} `not_found` in production.
 */
export function showInbox(ctx: Context, { name }: InboxInput): ShownInbox {
  requirePlay(ctx);
  const accountId = tenantOf(ctx);
  const urlOf = (each: string | undefined) => inboxUrl(ctx.config.PUBLIC_URL, accountId, each);
  const { arrivals, answer } = inboxOf(accountId, name);
  return {
    name: name ?? null,
    url: urlOf(name),
    answer,
    data: arrivals,
    receivers: [...inboxesOf(accountId)].map(([each, inbox]) => ({
      name: each === '' ? null : each,
      url: urlOf(each),
      arrivals: inbox.arrivals.length,
    })),
  };
}
