import type { RecordedAttempt } from '@tidings/delivery';
import { BUCKETS, bucketOf } from './duration-buckets.ts';
import { ERROR_CLASSES } from './error-classes.ts';

const HOUR_MS = 3_600_000;
/** To be copied: to make them anew for each sum took most of its time. */
const NO_DURATIONS = Array.from({ length: BUCKETS }, () => 0);
const NO_ERRORS = Array.from(ERROR_CLASSES, () => 0);

/** What a batch of attempts adds to one webhook's hour. */
export type Addition = {
  webhookId: string;
  /** The hour's begin, in milliseconds since 1970. */
  hourMs: number;
  accountId: string;
  attempts: number;
  failed: number;
  begun: number;
  delivered: number;
  exhausted: number;
  durationMin: number;
  durationMax: number;
  durationSum: number;
  durations: number[];
  /** Undefined where nothing failed. */
  errors: number[] | undefined;
};

/** Sums a batch by webhook and hour, in the order of both, in which rows are locked. On the hot path: for each attempt. */
export function sumRollups(attempts: readonly RecordedAttempt[]): Addition[] {
  const hours = new Map<number, Map<string, Addition>>(); // nearly always one
  for (const attempt of attempts) {
    const hourMs = Math.floor(attempt.startedAt.getTime() / HOUR_MS) * HOUR_MS;
    let sums = hours.get(hourMs);
    if (!sums) hours.set(hourMs, (sums = new Map()));
    let sum = sums.get(attempt.endpointId);
    if (!sum) sums.set(attempt.endpointId, (sum = emptySum(attempt, hourMs)));
    add(sum, attempt);
  }
  return [...hours.values()]
    .flatMap((sums) => [...sums.values()])
    .toSorted(
      (one, other) =>
        (one.webhookId < other.webhookId ? -1 : one.webhookId > other.webhookId ? 1 : 0) ||
        one.hourMs - other.hourMs,
    );
}

function emptySum({ endpointId, accountId }: RecordedAttempt, hourMs: number): Addition {
  return {
    webhookId: endpointId,
    hourMs,
    accountId,
    attempts: 0,
    failed: 0,
    begun: 0,
    delivered: 0,
    exhausted: 0,
    durationMin: Infinity,
    durationMax: 0,
    durationSum: 0,
    durations: NO_DURATIONS.slice(),
    errors: undefined,
  };
}

function add(sum: Addition, { error, durationMs, isFirst, isExhausted }: RecordedAttempt): void {
  const bucket = bucketOf(durationMs);
  sum.attempts += 1;
  sum.begun += isFirst ? 1 : 0;
  sum.exhausted += isExhausted ? 1 : 0;
  sum.durationMin = Math.min(sum.durationMin, durationMs);
  sum.durationMax = Math.max(sum.durationMax, durationMs);
  sum.durationSum += durationMs;
  sum.durations[bucket] = (sum.durations[bucket] ?? 0) + 1;
  if (error === null) {
    sum.delivered += 1;
    return;
  }
  const place = ERROR_CLASSES.indexOf(error);
  sum.failed += 1;
  sum.errors ??= NO_ERRORS.slice();
  sum.errors[place] = (sum.errors[place] ?? 0) + 1;
}
