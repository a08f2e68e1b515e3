import type { Api } from './api.ts';
import type { Answer } from './request.ts';
import type { CreatedWebhook, Delivery, Page, Published } from './shapes.ts';
import { until } from './until.ts';

/** The smallest thing that one can publish. */
export const TAG_CREATED = {
  type: 'tag.created',
  data: { object: { object: 'tag', id: 'tag_1', name: 'vip' } },
};

export async function createWebhook(api: Api, input: Record<string, unknown>): Promise<CreatedWebhook> {
  const answer = await api.post<CreatedWebhook>('/webhooks', { events: ['*'], ...input });
  return created(answer, 201);
}

export async function publish(api: Api, input: Record<string, unknown> = {}): Promise<Published> {
  return created(await api.post<Published>('/events', { ...TAG_CREATED, ...input }), 202);
}

function created<Body>(answer: Answer<Body>, status: number): Body {
  if (answer.status !== status) throw new Error(`Expected ${status}, got ${answer.status}: ${answer.text}`);
  return answer.body;
}

/** The delivery of an event to a webhook. */
export async function deliveryOf(api: Api, webhookId: string, eventId: string): Promise<Delivery> {
  const { body } = await api.get<Page<Delivery>>(`/webhooks/${webhookId}/deliveries?limit=100`);
  const found = body.data.find((delivery) => delivery.event_id === eventId);
  if (!found) throw new Error(`Event ${eventId} has no delivery to ${webhookId}.`);
  return found;
}

/** Reads a delivery until it is as waited for. */
export function untilDelivery(
  api: Api,
  id: string,
  holds: (delivery: Delivery) => boolean,
): Promise<Delivery> {
  return until(async () => (await api.get<Delivery>(`/deliveries/${id}`)).body, holds, {
    what: `delivery ${id} is as expected`,
  });
}

export function isFinal({ status }: Delivery): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled';
}
