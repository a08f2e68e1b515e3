import type { Subscriber } from '@tidings/endpoint';
import { type AcceptedEvent, isOwnLoss } from '@tidings/event';
import { Looks } from '@tidings/event/schema';

/** Those of its account's webhooks that an event makes a delivery for. */
export function wanting(subscribers: Map<string, Subscriber[]>, event: AcceptedEvent): Subscriber[] {
  const looks = new Looks();
  return (subscribers.get(event.accountId) ?? []).filter(
    (each) => each.wants(event, looks) && !isOwnLoss(event, each.id),
  );
}
