import { describeWebhooks } from '@tidings/endpoint';
import { isOperational, type OperationalEvent, publishInTransaction } from '@tidings/event';
import type { Context, Sql } from '@tidings/kernel';
import { grantAnnouncements } from './grant-announcements.ts';
import type { ExhaustedDelivery } from '../hooks.ts';

/**
 * Tells the account's webhooks, as `webhook.delivery_exhausted`, of deliveries that were given up; in the transaction
 * that gives them up, so each is told at most once and none is lost in a crash. A webhook that loses more than its
 * share of a minute is told of up to that; its next event says how many were left out.
 *
 * A delivery of an event that is itself about deliveries or webhooks is passed over: it would never end.
 */
export async function publishExhausted(
  parts: Pick<Context, 'config' | 'database' | 'clock' | 'log'>,
  tx: Sql,
  exhausted: ExhaustedDelivery[],
): Promise<void> {
  const worthTelling = exhausted.filter(({ eventType }) => !isOperational(eventType));
  if (worthTelling.length === 0) return;
  const ofWebhook = Map.groupBy(worthTelling, ({ endpointId }) => endpointId);
  const asked = new Map([...ofWebhook].map(([endpointId, deliveries]) => [endpointId, deliveries.length]));
  const granted = await grantAnnouncements(tx, asked);
  const webhooks = await describeWebhooks(tx, [...ofWebhook.keys()]);
  const now = parts.clock.now().toISOString();
  const events = [...ofWebhook].flatMap(([endpointId, deliveries]): OperationalEvent[] => {
    const webhook = webhooks.get(endpointId);
    const share = granted.get(endpointId);
    if (!webhook || !share) return []; // deleted meanwhile
    return deliveries.slice(0, share.granted).map((delivery, index) => ({
      accountId: delivery.accountId,
      type: 'webhook.delivery_exhausted',
      data: {
        object: {
          object: 'delivery',
          id: delivery.id,
          webhook_id: endpointId,
          webhook_name: webhook.name,
          webhook_url: webhook.url,
          event_id: delivery.eventId,
          event_type: delivery.eventType,
          status: 'failed',
          reason: delivery.reason,
          attempts_made: delivery.attemptsMade,
          exhausted_at: now,
          ...(delivery.lastStatusCode !== null && { last_status_code: delivery.lastStatusCode }),
          ...(delivery.lastError !== null && { last_error: delivery.lastError }),
          ...(index === 0 && share.omitted > 0 && { omitted: share.omitted }),
        },
      },
    }));
  });
  await publishInTransaction(parts, tx, events);
}
