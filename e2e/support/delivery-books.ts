import type { Api } from './api.ts';
import type { Arrival } from './receiver.ts';
import type { Attempt, Delivery, Page } from './shapes.ts';
import { until } from './until.ts';

/** Everything that the server says about the deliveries of one webhook. */
export type Books = { deliveries: Delivery[]; attempts: Map<string, Attempt[]> };

const PAGE = 100;

async function allDeliveries(api: Api, webhookId: string, query = ''): Promise<Delivery[]> {
  const all: Delivery[] = [];
  for (let cursor = ''; ;) {
    const { body } = await api.get<Page<Delivery>>(
      `/webhooks/${webhookId}/deliveries?limit=${PAGE}${query}${cursor}`,
    );
    all.push(...body.data);
    if (!body.has_more) return all;
    cursor = `&cursor=${encodeURIComponent(body.next_cursor ?? '')}`;
  }
}

/**
 * Waits until no delivery of the webhook is open. It asks for both statuses at once: a delivery that goes from the one
 * to the other between two answers would be in neither.
 */
export async function untilNothingIsOpen(api: Api, webhookId: string): Promise<void> {
  const open = `/webhooks/${webhookId}/deliveries?limit=1&status=pending,retrying`;
  await until(
    async () => (await api.get<Page<Delivery>>(open)).body.data,
    (deliveries) => deliveries.length === 0,
    { what: 'every delivery ends', withinMs: 120_000 },
  );
}

/** Reads all deliveries and all their attempts. */
export async function readBooks(api: Api, webhookId: string): Promise<Books> {
  const deliveries = await allDeliveries(api, webhookId);
  const attempts = new Map<string, Attempt[]>();
  const waiting = [...deliveries];
  const read = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { body } = await api.get<{ data: Attempt[] }>(`/deliveries/${next.id}/attempts`);
      attempts.set(next.id, body.data);
    }
  };
  await Promise.all(Array.from({ length: 16 }, read));
  return { deliveries, attempts };
}

/** Arrivals by delivery, as their headers name it. */
export function byDelivery(arrivals: Arrival[]): Map<string, Arrival[]> {
  return Map.groupBy(arrivals, ({ headers }) => String(headers['x-tidings-delivery-id']));
}
