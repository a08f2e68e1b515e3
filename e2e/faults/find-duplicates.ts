import {
  type Arrival,
  attemptKey,
  type AttemptRow,
  type Evidence,
  type Fault,
  isSuccess,
} from './evidence.ts';

export type Duplicates = {
  /** Successful arrivals beyond one for each delivery. */
  count: number;
  /** Of these: answered well before the fault that explains them, and still not recorded when it began; by that fault. */
  avoidable: Map<string, number>;
  /** Of which receiver. */
  byReceiver: Map<string, number>;
  /** How often each explanation was right. */
  explained: Map<string, number>;
  unexplained: { id: string; reason: string }[];
};

/** `avoidableBy`: the fault that explains it, where its answer could have been recorded before. */
type Verdict = { isExplained: boolean; reason: string; avoidableBy?: Fault | undefined };

/** Between two receivers' entries in the books of one process. */
const TOLERANCE_MS = 50;
/** Nobody takes over sooner than this, so what is signed so long before it arrives was signed before a freeze. */
const SIGNED_BEFORE_MS = 5_000;
/** What a process had in hand when it was stopped leaves it so soon after it is revived. */
const REVIVAL_MS = 2_000;
/** An answer is recorded within this time, if nothing happens. */
const RECORDED_MS = 250;
/** What a sender sees that never read the answer. */
const UNSEEN = new Set(['timeout', 'reset']);

/** Traces every second arrival to its cause: nothing is explained by bad times alone, the attempt's row has to say so. */
export function findDuplicates(evidence: Evidence): Duplicates {
  const rows = new Map(evidence.attempts.map((row) => [attemptKey(row.deliveryId, row.number), row]));
  const found: Duplicates = {
    count: 0,
    avoidable: new Map(),
    byReceiver: new Map(),
    explained: new Map(),
    unexplained: madeTwice(evidence),
  };
  const succeededAt = new Map<string, number>();
  for (const { deliveryId: id, number, outcome } of evidence.attempts)
    if (outcome === 'succeeded') succeededAt.set(id, Math.min(number, succeededAt.get(id) ?? number));
  for (const [id, arrivals] of Map.groupBy(evidence.arrivals, ({ deliveryId }) => deliveryId)) {
    // No fault explains an attempt after one that is recorded as succeeded, however it was answered.
    const recorded = succeededAt.get(id) ?? Number.POSITIVE_INFINITY;
    for (const { attempt } of arrivals.filter((each) => each.attempt > recorded))
      found.unexplained.push({
        id,
        reason: `attempt ${attempt}: made after attempt ${recorded} had succeeded`,
      });
    const succeeded = arrivals.filter(isSuccess).toSorted((one, other) => one.atMs - other.atMs);
    if (succeeded.length < 2) continue;
    found.count += succeeded.length - 1;
    const rowOf = ({ attempt }: Arrival) => rows.get(attemptKey(id, attempt));
    const counted = succeeded.find((each) => rowOf(each)?.outcome === 'succeeded') ?? succeeded.at(-1);
    for (const extra of succeeded.filter((each) => each !== counted && each.attempt <= recorded)) {
      const { isExplained, reason, avoidableBy } = explain(
        { extra, row: rowOf(extra), arrivals },
        evidence.faults,
      );
      if (avoidableBy) countOne(found.avoidable, nameOf(avoidableBy));
      countOne(found.byReceiver, extra.receiver);
      if (isExplained) countOne(found.explained, reason);
      else found.unexplained.push({ id, reason: `attempt ${extra.attempt}: ${reason}` });
    }
  }
  return found;
}

const countOne = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

const nameOf = ({ kind, target, atMs }: Fault) =>
  `${kind}${target ? ` ${target}` : ''} ${new Date(atMs).toISOString().slice(11, 19)}`;

type Extra = { extra: Arrival; row: AttemptRow | undefined; arrivals: Arrival[] };

function explain({ extra, row, arrivals }: Extra, faults: Fault[]): Verdict {
  const next = arrivals
    .filter(({ attempt }) => attempt > extra.attempt)
    .reduce((earliest, { atMs }) => Math.min(earliest, atMs), Number.POSITIVE_INFINITY);
  // What happened to another process is no explanation; what happened to Postgres happened to all.
  const during = faults.filter(
    ({ atMs, untilMs, target }) =>
      (target === undefined || target === extra.sender) && atMs <= next && untilMs >= extra.atMs - REVIVAL_MS,
  );
  if (!row) return { isExplained: false, reason: 'no such attempt is recorded' };
  if (row.outcome === 'succeeded') return { isExplained: false, reason: 'sent again after it had succeeded' };
  if (extra.atMs > next + TOLERANCE_MS) return explainLate(extra, faults);
  const answeredAtMs = extra.answeredAtMs ?? Number.POSITIVE_INFINITY;
  const first = during.toSorted((one, other) => one.atMs - other.atMs)[0];
  const avoidableBy = first && first.atMs > answeredAtMs + RECORDED_MS ? first : undefined;
  if (row.outcome === 'interrupted') {
    return during.length > 0
      ? { isExplained: true, reason: 'interrupted before it was recorded', avoidableBy }
      : { isExplained: false, reason: 'recorded as interrupted, though nothing had happened' };
  }
  return UNSEEN.has(row.error ?? '') && during.length > 0
    ? { isExplained: true, reason: 'its answer came too late to be read' }
    : { isExplained: false, reason: `answered ${extra.status} and recorded as ${row.error}` };
}

/**
 * Sent after the next attempt: somebody had lost the delivery and sent all the same. Between the last look at the clock
 * and the socket a process can be frozen, and nothing that it does can help that; then it had signed before.
 */
function explainLate(extra: Arrival, faults: Fault[]): Verdict {
  const wasFrozen = faults.some(
    ({ kind, target, untilMs }) =>
      kind.startsWith('freeze_') &&
      target === extra.sender &&
      untilMs <= extra.atMs + TOLERANCE_MS &&
      extra.atMs - untilMs < REVIVAL_MS,
  );
  return wasFrozen && extra.skewMs < -SIGNED_BEFORE_MS
    ? { isExplained: true, reason: 'frozen between its last look at the clock and the socket' }
    : { isExplained: false, reason: 'sent after its lease was lost' };
}

/** One event for one key, one delivery for each webhook. */
function madeTwice({ events, deliveries }: Evidence): { id: string; reason: string }[] {
  const twice = <Row>(rows: Row[], key: (row: Row) => string, reason: string) =>
    [...Map.groupBy(rows, key)]
      .filter(([, { length }]) => length > 1)
      .map(([id, { length }]) => ({ id, reason: `${length} ${reason}` }));
  return [
    ...twice(events, ({ tag }) => tag, 'events were stored for one Idempotency-Key'),
    ...twice(
      deliveries,
      ({ eventId, webhookId }) => `${eventId} ${webhookId}`,
      'deliveries were made of one event',
    ),
  ];
}
