import type { DeliveryRow, Evidence } from './evidence.ts';

export type Stuck = { id: string; reason: string };

/**
 * Deliveries that are unfinished although their receivers answer and there was time enough to settle: a place in the
 * queue is worth nothing if nobody ever looks there.
 */
export function findStuck({ deliveries, webhooks }: Evidence): Stuck[] {
  const answering = new Map(
    webhooks.filter(({ canAnswer }) => canAnswer).map(({ id, receiver }) => [id, receiver]),
  );
  return deliveries
    .filter((delivery) => isOpen(delivery) && answering.has(delivery.webhookId))
    .map(({ id, webhookId, status }) => ({
      id,
      reason: `still ${status}, though ${answering.get(webhookId)} answers`,
    }));
}

/** How many deliveries still wait, by webhook. */
export function countPending({ deliveries }: Evidence): Map<string, number> {
  const byWebhook = Map.groupBy(deliveries.filter(isOpen), ({ webhookId }) => webhookId);
  return new Map([...byWebhook].map(([id, rows]) => [id, rows.length]));
}

function isOpen({ status }: DeliveryRow): boolean {
  return status === 'pending' || status === 'retrying';
}
