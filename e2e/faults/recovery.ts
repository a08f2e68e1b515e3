import { attemptKey, type Evidence } from './evidence.ts';

export type Recovery = { p50: number | null; p99: number | null; max: number | null };

/** While Postgres is away nobody can do anything. */
const AWAY = new Set(['postgres_stop', 'postgres_freeze', 'connections_exhausted']);

/** The same, of those kills after which Postgres was there until the delivery was tried again. */
export function undisturbedRecoverySeconds(evidence: Evidence): Recovery {
  const away = evidence.faults.filter(({ kind }) => AWAY.has(kind));
  return recoverySeconds(evidence, (fromMs, toMs) =>
    away.every(({ atMs, untilMs }) => untilMs < fromMs || atMs > toMs),
  );
}

type Counts = (killedAtMs: number, againAtMs: number) => boolean;

/**
 * For every request that had arrived and was not yet recorded when the worker that had sent it was killed: seconds
 * from the kill until the delivery was tried again. Only where the receiver was there all the time: one that is away
 * closes its own lane.
 */
export function recoverySeconds(
  { attempts, arrivals, faults, webhooks }: Evidence,
  counts: Counts = () => true,
): Recovery {
  const interrupted = new Set(
    attempts
      .filter(({ outcome }) => outcome === 'interrupted')
      .map(({ deliveryId, number }) => attemptKey(deliveryId, number)),
  );
  const arrivedAt = new Map(
    arrivals.map(({ deliveryId, attempt, atMs }) => [attemptKey(deliveryId, attempt), atMs]),
  );
  const kills = faults.filter(({ kind }) => kind.startsWith('kill_'));
  const steady = new Set(webhooks.filter(({ isSteady }) => isSteady).map(({ receiver }) => receiver));
  const seconds = arrivals
    .filter(({ receiver }) => steady.has(receiver))
    .flatMap(({ deliveryId, attempt, atMs, sender }) => {
      if (!interrupted.has(attemptKey(deliveryId, attempt))) return [];
      const againAtMs = arrivedAt.get(attemptKey(deliveryId, attempt + 1)) ?? 0;
      const kill = kills.find(
        (each) => each.target === sender && each.atMs >= atMs && each.atMs <= againAtMs,
      );
      return kill && counts(kill.atMs, againAtMs) ? [(againAtMs - kill.atMs) / 1000] : [];
    })
    .toSorted((one, other) => one - other);
  const at = (share: number) => seconds[Math.min(seconds.length - 1, Math.floor(seconds.length * share))];
  const rounded = (value: number | undefined) =>
    value === undefined ? null : Math.round(value * 1000) / 1000;
  return { p50: rounded(at(0.5)), p99: rounded(at(0.99)), max: rounded(seconds.at(-1)) };
}
