import {
  facetsOf,
  getEventInput,
  listEventsInput,
  type Event,
  type Explanation,
} from '@tidings/event/schema';
import type { Webhook } from '@tidings/endpoint/schema';

import { isSelected } from '../features/catalog/selection.ts';
import { catalog } from './catalog.ts';
import { deliveries } from './deliveries.ts';
import { allEvents } from './events.ts';
import { MockProblem, pageOf } from './lookup.ts';
import { webhooks } from './webhooks.ts';

function hasFacet(event: Event, value: string): boolean {
  const type = catalog.find((each) => each.name === event.type);
  return (
    type !== undefined &&
    facetsOf(type, event.data).some(({ value: own, label }) => own === value || label === value)
  );
}

function explained(event: Event, webhook: Webhook): Explanation {
  const told = { webhook_id: webhook.id, delivery_id: null };
  const delivery = deliveries.find((each) => each.event_id === event.id && each.webhook_id === webhook.id);
  if (delivery) {
    const isDone = delivery.status === 'succeeded';
    const isOpen = delivery.status === 'pending' || delivery.status === 'retrying';
    return {
      webhook_id: webhook.id,
      delivery_id: delivery.id,
      result: isDone ? 'delivered' : isOpen ? 'pending' : 'failed',
      reason: isDone
        ? `Delivered by attempt ${delivery.attempts_made}.`
        : `${delivery.attempts_made} attempts failed, the last with ${delivery.last_error}.`,
    };
  }
  if (webhook.status !== 'active')
    return {
      ...told,
      result: webhook.status,
      reason: `The webhook was ${webhook.status} when this event came.`,
    };
  if (isSelected(webhook.events, event.type))
    return {
      ...told,
      result: 'filtered',
      reason: 'The filter did not let it pass: {"object.amount_cents": {"$gte": 5000}}, found 4900.',
    };
  return {
    ...told,
    result: 'not_subscribed',
    reason: `The webhook was subscribed to ${webhook.events.join(', ')}, and not to ${event.type}.`,
  };
}

/** @throws {MockProblem} 404. */
export function eventOf(id: string): Event {
  const event = allEvents().find((each) => each.id === id);
  if (!event) throw new MockProblem(404, 'This event does not exist.');
  return event;
}

export const eventProcedures: Record<string, (input: unknown) => unknown> = {
  'events.list': (input) => {
    const { type, q, created_after: after, created_before: before } = listEventsInput.parse(input);
    const rows = allEvents().filter(
      (each) =>
        (!type || each.type === type) &&
        (!after || each.created_at > after) &&
        (!before || each.created_at < before) &&
        (!q || each.id === q || hasFacet(each, q)),
    );
    return pageOf(rows, input);
  },
  'events.get': (input) => {
    const event = eventOf(getEventInput.parse(input).id);
    return { ...event, explain: webhooks.map((webhook) => explained(event, webhook)) };
  },
};
