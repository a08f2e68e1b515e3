import { type AttemptRow, type DeliveryRow, type Evidence, isSuccess } from './evidence.ts';
import { owedWebhooks } from './promises.ts';

export type Lost = { eventId: string; reason: string };

/** After so many interruptions in a row a delivery is put aside. */
const QUARANTINE_AFTER = 10;

/**
 * Events that were promised with a 202 and were neither delivered nor wait for it nor ended for a reason: each
 * once, with the first reason found.
 */
export function findLost(evidence: Evidence): Lost[] {
  const stored = new Set(evidence.events.map(({ id }) => id));
  const deliveries = Map.groupBy(evidence.deliveries, ({ eventId }) => eventId);
  const reasonOf = reasonsOf(evidence);
  const owed = owedWebhooks(evidence);
  return evidence.accepted.flatMap((event) => {
    const { eventId, deliveries: promised } = event;
    if (!stored.has(eventId)) return [{ eventId, reason: 'accepted, but not in the database' }];
    const made = deliveries.get(eventId) ?? [];
    if (made.length < promised)
      return [{ eventId, reason: `${promised} deliveries were promised, ${made.length} were made` }];
    // What the server said may be wrong as well. That there is no more than one each is looked at elsewhere.
    const missing = owed(event).find(({ id }) => !made.some(({ webhookId }) => webhookId === id));
    if (missing)
      return [{ eventId, reason: `no delivery to ${missing.receiver}, which was active all the time` }];
    const reason = made.map(reasonOf).find((each) => each !== undefined);
    return reason === undefined ? [] : [{ eventId, reason }];
  });
}

/** Why a delivery is lost; undefined when it is not. */
function reasonsOf(evidence: Evidence): (delivery: DeliveryRow) => string | undefined {
  const arrived = new Set(evidence.arrivals.filter(isSuccess).map(({ deliveryId }) => deliveryId));
  const attempts = Map.groupBy(evidence.attempts, ({ deliveryId }) => deliveryId);
  return ({ id, status, isQueued, attemptsMax }) => {
    switch (status) {
      case 'succeeded':
        return arrived.has(id) ? undefined : `delivery ${id} is said to have succeeded and never arrived`;
      case 'pending':
      case 'retrying':
        return isQueued ? undefined : `delivery ${id} is ${status} and in no queue`;
      case 'failed':
        return mayFail(attempts.get(id) ?? [], attemptsMax)
          ? undefined
          : `delivery ${id} failed before all its attempts were made`;
      default:
        return `delivery ${id} is ${status}, and nobody asked for that`;
    }
  };
}

/**
 * Whether nothing was left to try. Interruptions are our own fault and use up no attempt; only a long row of them ends
 * a delivery. No receiver here answers 410 or asks not to be tried again, so neither is an excuse.
 */
function mayFail(attempts: AttemptRow[], attemptsMax: number): boolean {
  const inOrder = attempts.toSorted((one, other) => one.number - other.number);
  const failures = inOrder.filter(({ outcome }) => outcome === 'failed').length;
  const unbroken = inOrder.slice(-QUARANTINE_AFTER).filter(({ outcome }) => outcome === 'interrupted').length;
  return failures >= attemptsMax || unbroken === QUARANTINE_AFTER;
}
