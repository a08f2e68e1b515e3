import type { Evidence } from './evidence.ts';

export type Flawed = { id: string; reason: string };

/** Libraries refuse a signature whose time is further off. */
const SKEW_MS = 5 * 60_000;
/** What was signed by a wrong clock arrives so soon after it was put right, at the latest. */
const SIGNED_BEFORE_MS = 5_000;

/** Arrivals whose bytes are not what was published, differ from attempt to attempt, or are not signed well. */
export function findCorrupt({ arrivals, accepted, faults }: Evidence): Flawed[] {
  const tags = new Map(accepted.map(({ eventId, tag }) => [eventId, tag]));
  const hashes = new Map<string, string>();
  const clockJumps = faults.filter(({ kind }) => kind === 'clock_jump');
  return arrivals.flatMap(({ eventId, deliveryId, sender, attempt, atMs, bodyHash, tag, flaw, skewMs }) => {
    const flawed = (reason: string) => [{ id: `${deliveryId} ${attempt}`, reason }];
    const first = hashes.get(eventId) ?? bodyHash;
    hashes.set(eventId, first);
    if (flaw !== null) return flawed(flaw);
    if (first !== bodyHash) return flawed('other bytes than before for the same event');
    if (tags.has(eventId) && tags.get(eventId) !== tag) return flawed('the payload of another event');
    const isShifted = clockJumps.some(
      (jump) => jump.target === sender && jump.atMs <= atMs && jump.untilMs >= atMs - SIGNED_BEFORE_MS,
    );
    if (Math.abs(skewMs) > SKEW_MS && !isShifted) return flawed(`signed for a time ${skewMs} ms away`);
    return [];
  });
}
