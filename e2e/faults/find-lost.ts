import { type DeliveryRow, type Evidence, isSuccess } from './evidence.ts';

export type Lost = { eventId: string; reason: string };

/**
 * Events that were promised with a 202 and were neither delivered nor wait for it nor ended for a reason: each
 * once, with the first reason found.
 */
export function findLost(evidence: Evidence): Lost[] {
  const stored = new Set(evidence.events.map(({ id }) => id));
  const deliveries = Map.groupBy(evidence.deliveries, ({ eventId }) => eventId);
  const reasonOf = reasonsOf(evidence);
  return evidence.accepted.flatMap(({ eventId, deliveries: promised }) => {
    if (!stored.has(eventId)) return [{ eventId, reason: 'accepted, but not in the database' }];
    const made = deliveries.get(eventId) ?? [];
    if (made.length < promised)
      return [{ eventId, reason: `${promised} deliveries were promised, ${made.length} were made` }];
    const reason = made.map(reasonOf).find((each) => each !== undefined);
    return reason === undefined ? [] : [{ eventId, reason }];
  });
}

/** Why a delivery is lost; undefined when it is not. */
function reasonsOf(evidence: Evidence): (delivery: DeliveryRow) => string | undefined {
  const arrived = new Set(evidence.arrivals.filter(isSuccess).map(({ deliveryId }) => deliveryId));
  const failures = new Map<string, number>();
  for (const { deliveryId, outcome } of evidence.attempts)
    if (outcome !== 'succeeded') failures.set(deliveryId, (failures.get(deliveryId) ?? 0) + 1);
  return ({ id, status, isQueued, attemptsMax }) => {
    switch (status) {
      case 'succeeded':
        return arrived.has(id) ? undefined : `delivery ${id} is said to have succeeded and never arrived`;
      case 'pending':
      case 'retrying':
        return isQueued ? undefined : `delivery ${id} is ${status} and in no queue`;
      case 'failed':
        return (failures.get(id) ?? 0) >= attemptsMax
          ? undefined
          : `delivery ${id} failed before all its attempts were made`;
      default:
        return `delivery ${id} is ${status}, and nobody asked for that`;
    }
  };
}

/** How many deliveries still wait, by webhook: explained, and worth knowing. */
export function countPending({ deliveries }: Evidence): Map<string, number> {
  const pending = deliveries.filter(({ status }) => status === 'pending' || status === 'retrying');
  const byWebhook = Map.groupBy(pending, ({ webhookId }) => webhookId);
  return new Map([...byWebhook].map(([id, rows]) => [id, rows.length]));
}
