import { type Arrival, attemptKey, type AttemptRow, type Evidence, type Fault } from './evidence.ts';

export type Recovery = { p50: number | null; p99: number | null; max: number | null };

/** An attempt that was under way when its process was killed. */
export type CutShort = {
  deliveryId: string;
  attempt: number;
  /** Whether the request had reached its receiver. */
  hasArrived: boolean;
  killedAtMs: number;
  /** When the delivery was tried again; undefined: never. */
  againAtMs: number | undefined;
};

/** While Postgres is away nobody can do anything. */
export const AWAY = new Set(['postgres_stop', 'postgres_freeze', 'connections_exhausted']);
/** A lease that nobody ends before passes after this time, so a kill later than that cut nothing short. */
const LEASE_MS = 40_000;

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
 * from the kill until the delivery was tried again.
 */
export function recoverySeconds(evidence: Evidence, counts: Counts = () => true): Recovery {
  const seconds = cutShort(evidence)
    .flatMap(({ hasArrived, killedAtMs, againAtMs }) =>
      hasArrived && againAtMs !== undefined && counts(killedAtMs, againAtMs)
        ? [(againAtMs - killedAtMs) / 1000]
        : [],
    )
    .toSorted((one, other) => one - other);
  const at = (share: number) => seconds[Math.min(seconds.length - 1, Math.floor(seconds.length * share))];
  const rounded = (value: number | undefined) =>
    value === undefined ? null : Math.round(value * 1000) / 1000;
  return { p50: rounded(at(0.5)), p99: rounded(at(0.99)), max: rounded(seconds.at(-1)) };
}

/**
 * Every attempt that a kill cut short, whether its request had arrived or not. Only where the receiver was there all
 * the time: one that is away closes its own lane.
 */
export function cutShort(evidence: Evidence): CutShort[] {
  const steady = evidence.webhooks.filter(({ isSteady }) => isSteady);
  const ids = new Set(steady.map(({ id }) => id));
  const receivers = new Set(steady.map(({ receiver }) => receiver));
  const ofSteady = new Set(
    evidence.deliveries.filter(({ webhookId }) => ids.has(webhookId)).map(({ id }) => id),
  );
  const arrivals = firstArrivals(evidence.arrivals.filter(({ receiver }) => receivers.has(receiver)));
  const rows = new Map(
    evidence.attempts
      .filter(({ deliveryId }) => ofSteady.has(deliveryId))
      .map((row) => [attemptKey(row.deliveryId, row.number), row]),
  );
  const kills = evidence.faults.filter(({ kind }) => kind.startsWith('kill_'));
  return [...new Set([...arrivals.keys(), ...rows.keys()])].flatMap((key) => {
    const [row, arrival] = [rows.get(key), arrivals.get(key)];
    // A row of any other outcome was recorded by a process that lived.
    if (row && row.outcome !== 'interrupted') return [];
    const deliveryId = arrival?.deliveryId ?? row?.deliveryId ?? ''; // one of them is there
    const attempt = arrival?.attempt ?? row?.number ?? 0;
    const next = attemptKey(deliveryId, attempt + 1);
    const againAtMs = arrivals.get(next)?.atMs ?? rows.get(next)?.startedAtMs;
    const kill = killOf(kills, arrival, row);
    if (!kill || kill.atMs > (againAtMs ?? Number.POSITIVE_INFINITY)) return [];
    return [{ deliveryId, attempt, hasArrived: arrival !== undefined, killedAtMs: kill.atMs, againAtMs }];
  });
}

/** The kill that cut an attempt short. If it never arrived nobody knows who held it: then the first that could be it. */
function killOf(
  kills: Fault[],
  arrival: Arrival | undefined,
  row: AttemptRow | undefined,
): Fault | undefined {
  const sinceMs = arrival?.atMs ?? row?.startedAtMs ?? 0;
  return kills.find(
    ({ target, atMs }) =>
      atMs >= sinceMs &&
      atMs <= sinceMs + LEASE_MS &&
      (arrival ? target === arrival.sender : !target?.startsWith('api-')),
  );
}

function firstArrivals(arrivals: Arrival[]): Map<string, Arrival> {
  const first = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    const key = attemptKey(arrival.deliveryId, arrival.attempt);
    if (arrival.atMs < (first.get(key)?.atMs ?? Number.POSITIVE_INFINITY)) first.set(key, arrival);
  }
  return first;
}
