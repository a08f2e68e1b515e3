import type { Evidence, Fault } from './evidence.ts';
import { AWAY, cutShort } from './recovery.ts';

export type Late = { id: string; reason: string };

/** A lease passes after 40 s even if nobody notices that its holder is dead; then the next who looks takes over. */
const WITHIN_MS = 45_000;

/**
 * Deliveries that a kill cut short and that were not tried again in time, or never. The clock stands still while
 * Postgres, or the wire to it of a process that delivers, was disturbed.
 */
export function findLate(evidence: Evidence): Late[] {
  const disturbances = evidence.faults.filter(isDisturbance);
  // Put aside after many interruptions: whether that was right is looked at elsewhere.
  const failed = new Set(evidence.deliveries.filter(({ status }) => status === 'failed').map(({ id }) => id));
  return cutShort(evidence).flatMap(({ deliveryId, attempt, killedAtMs, againAtMs }) => {
    const id = `${deliveryId} ${attempt}`;
    // The books are read when nothing is left to do, or long after that should be so.
    if (againAtMs === undefined)
      return failed.has(deliveryId)
        ? []
        : [{ id, reason: 'its process was killed, and it was never tried again' }];
    const tookMs = againAtMs - killedAtMs - overlapMs(disturbances, killedAtMs, againAtMs);
    if (tookMs <= WITHIN_MS) return [];
    return [{ id, reason: `tried again ${Math.round(tookMs)} ms after its process was killed` }];
  });
}

function isDisturbance({ kind, target }: Fault): boolean {
  return AWAY.has(kind) || (kind.startsWith('wire_') && !target?.startsWith('api-'));
}

/** How much of a span was covered by any of the faults, counting none of it twice. */
function overlapMs(faults: Fault[], fromMs: number, toMs: number): number {
  let coveredMs = 0;
  let reachedMs = fromMs;
  for (const { atMs, untilMs } of faults.toSorted((one, other) => one.atMs - other.atMs)) {
    const endMs = Math.min(untilMs, toMs);
    coveredMs += Math.max(0, endMs - Math.max(atMs, reachedMs));
    reachedMs = Math.max(reachedMs, endMs);
  }
  return coveredMs;
}
