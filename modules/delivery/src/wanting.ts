import type { Subscriber } from '@tidings/endpoint';
import { type AcceptedEvent, isOwnLoss } from '@tidings/event';

/** Those of its account's webhooks that an event makes a delivery for. */
export function wanting(subscribers: Map<string, Subscriber[]>, event: AcceptedEvent): Subscriber[] {
  return (subscribers.get(event.accountId) ?? []).filter(
    (each) => each.wants(event) && !isOwnLoss(event, each.id),
  );
}
