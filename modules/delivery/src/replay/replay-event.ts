import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { AnySubscriber } from '@tidings/endpoint';
import { catalogOf, findEvent, isPingOf, keptFrom } from '@tidings/event';
import type { Event } from '@tidings/event/schema';
import {
  audit,
  type Context,
  DomainError,
  notFound,
  statement,
  tellDelivery,
  tenantOf,
} from '@tidings/kernel';
import { deliveryColumns, type DeliveryRow, presentDelivery } from '../log/present.ts';
import type { ReplayedEvent } from '../schema.ts';
import { wakeWorkers } from '../worker/wake-up.ts';
import { insertDeliveries } from './insert-deliveries.ts';
import { wantsNow } from '../queue/seen-by.ts';
import { refuseInactive, webhooksFor } from './read-selection.ts';
import type { ReplayEventInput } from './replay-schema.ts';

/** Most deliveries that the answer holds, as many as a page of a list. */
const SHOWN = 100;

// Primary key (id, day).
const MADE = statement<DeliveryRow>(
  'delivery.made-of-event',
  `SELECT ${deliveryColumns('d')}
   FROM delivery.delivery AS d
   WHERE d.id = ANY ($1::text[]) AND d.day = ANY ($2::date[]) AND d.account_id = $3
   ORDER BY d.id`,
);

/**
 * Delivers one event once more, to the webhook that is named or to all active ones that get such an event; under the
 * same event id. When it answers, the deliveries are committed; it tells of the first 100 of them.
 * @throws {DomainError} `not_found`; `conflict` when the event was erased, or when the webhook that is named is paused
 * or disabled or does not get such events.
 */
export async function replayEvent(ctx: Context, input: ReplayEventInput): Promise<ReplayedEvent> {
  const accountId = tenantOf(ctx);
  const found = await findEvent(ctx, input.id);
  if (!found) throw notFound('This event');
  const webhooks = await webhooksFor(ctx, input.webhook_id);
  refuseInactive(webhooks);
  if (found.is_erased) {
    throw new DomainError(
      'conflict',
      "The event's data was erased on request. It cannot be delivered again.",
    );
  }
  const { type, api_version: apiVersion, data }: Event = JSON.parse(found.body); // the envelope that we wrote
  const published = { type, apiVersion, data };
  const wanting: AnySubscriber[] = [];
  for (const webhook of webhooks) {
    if (keptFrom(published, webhook.id) !== undefined) continue;
    if (isPingOf(published, webhook.id) || (await wantsNow(catalogOf(ctx), webhook, published)))
      wanting.push(webhook);
    await letOthersRun();
  }
  if (input.webhook_id !== undefined && wanting.length === 0) {
    throw new DomainError(
      'conflict',
      `The webhook does not get this event: it does not subscribe to ${type}, or its filter leaves the event out.`,
    );
  }
  const event = { day: found.day, id: found.id, type };
  const made = await ctx.database.transaction(async (tx) => {
    const inserted = await insertDeliveries(
      { config: ctx.config, tx },
      { accountId, replayId: null },
      wanting.map((subscriber) => ({ event, subscriber })),
    );
    await audit(ctx, tx, {
      action: 'event.replayed',
      subject: { type: 'event', id: found.id },
      after: { webhook_ids: wanting.map((webhook) => webhook.id) },
    });
    return inserted;
  });
  for (const webhook of wanting) tellDelivery(ctx.database, { accountId, endpointId: webhook.id, id: null });
  wakeWorkers(
    ctx.database,
    wanting.map((webhook) => ({ endpointId: webhook.id, accountId })),
  );
  const shown = made.slice(0, SHOWN);
  const rows = await ctx.database.query(MADE, [
    shown.map(({ id }) => id),
    [...new Set(shown.map(({ day }) => day))],
    accountId,
  ]);
  return { count: made.length, data: rows.map(presentDelivery) };
}
