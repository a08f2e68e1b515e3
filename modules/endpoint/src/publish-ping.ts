import { catalogOf, PING, publishInTransaction } from '@tidings/event';
import { type Context, invalid } from '@tidings/kernel';
import type { EndpointRow } from './endpoint.entity.ts';

/** @throws {DomainError} `invalid` where the operator's catalog has no such type: it could not be sent. */
export function checkPing(ctx: Context): void {
  if (catalogOf(ctx).get(PING)) return;
  throw invalid('/ping', `The catalog of this installation has no event type "${PING}". Leave out ping.`);
}

/**
 * Greets a webhook that has been committed, with an event that goes to it alone. It is delivered as any other: signed,
 * tried again, in both logs.
 *
 * By then only the answer that is about to be given has the webhook's secret, so a ping that cannot be stored must not
 * take that answer away; the log says so.
 */
export async function publishPing(ctx: Context, row: EndpointRow): Promise<void> {
  const object = {
    object: 'webhook',
    id: row.id,
    name: row.name,
    url: row.url,
    events: row.events,
    created_at: row.createdAt.toISOString(),
  };
  const ping = { accountId: row.accountId, type: PING, data: { object } };
  try {
    await ctx.database.transaction((tx) => publishInTransaction(ctx, tx, [ping]));
  } catch (error) {
    ctx.log.error({ err: error, webhook: row.id }, 'A ping was not published');
  }
}
