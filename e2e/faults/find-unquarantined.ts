import type { Evidence } from './evidence.ts';
import { POISON } from './orders.ts';

export type Unquarantined = { id: string; reason: string };

/**
 * Deliveries that end every process which is about to send them, and were not put aside for that; and their
 * neighbours, of the same webhook, that had to wait until they were.
 */
export function findUnquarantined({ accepted, deliveries, arrivals, faults }: Evidence): Unquarantined[] {
  const made = Map.groupBy(deliveries, ({ eventId }) => eventId);
  const arrived = Map.groupBy(arrivals, ({ eventId }) => eventId);
  const poisonous = accepted.filter(({ tag }) => tag === POISON);
  const accounts = new Set(poisonous.map(({ account }) => account));
  const atLarge = poisonous
    .flatMap(({ eventId }) => made.get(eventId) ?? [])
    .filter(({ status, lastError }) => status !== 'failed' || lastError !== 'interrupted')
    .map(({ id, status, lastError }) => ({
      id,
      reason: `ends every process that sends it, and is ${status} (${lastError})`,
    }));
  const aside = faults.find(({ kind }) => kind === 'poison');
  if (!aside) return atLarge;
  const neighbours = accepted.filter(({ account, tag }) => accounts.has(account) && tag !== POISON);
  const heldUp = neighbours
    .filter(({ eventId }) => !arrived.get(eventId)?.some(({ atMs }) => atMs <= aside.untilMs))
    .map(({ eventId }) => ({
      id: eventId,
      reason: 'had not arrived when what ends processes was put aside',
    }));
  return [...atLarge, ...heldUp];
}
