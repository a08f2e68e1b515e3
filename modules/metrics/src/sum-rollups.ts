import type { ExhaustedDelivery, RecordedAttempt } from '@tidings/delivery';
import { timeOfId } from '@tidings/kernel';
import { BUCKETS, bucketOf } from './duration-buckets.ts';
import { ERROR_CLASSES } from './error-classes.ts';

const HOUR_MS = 3_600_000;
/** Days begin at a quarter of an hour everywhere. */
export const QUARTERS = 4;
const QUARTER_MS = HOUR_MS / QUARTERS;
/**
 * What becomes of older deliveries is not counted: hours are kept for 32 days, and one that has been forgotten is not to
 * come back.
 */
const COUNTED_FOR_MS = 31 * 24 * HOUR_MS;
/** To be copied: to make them anew for each sum took most of its time. */
const NO_DURATIONS = Array.from({ length: BUCKETS }, () => 0);
const NO_ERRORS = Array.from(ERROR_CLASSES, () => 0);
const NO_QUARTERS = Array.from({ length: QUARTERS }, () => 0);

/** What a batch of attempts adds to one webhook's hour. */
export type Addition = {
  webhookId: string;
  /** The hour's begin, in milliseconds since 1970. */
  hourMs: number;
  accountId: string;
  /** Of attempts that began in this hour, as all below but the last three. */
  attempts: number;
  failed: number;
  /** Null without any attempt. */
  durationMin: number | null;
  durationMax: number | null;
  durationSum: number;
  /** Empty without any attempt. */
  durations: number[];
  /** Undefined where nothing failed. */
  errors: number[] | undefined;
  /** Deliveries that arrived, by the quarter of the hour; undefined where none did. */
  arrived: number[] | undefined;
  /** Of deliveries that were made in this hour: those whose first outcome is known now, */
  begun: number;
  /** those that have arrived, */
  delivered: number;
  /** and those that were given up. */
  exhausted: number;
};

/** One sum for each webhook and hour of which there is something to add. */
class Sums {
  readonly #hours = new Map<number, Map<string, Addition>>(); // nearly always one

  of({ endpointId, accountId }: { endpointId: string; accountId: string }, ms: number): Addition {
    const hourMs = Math.floor(ms / HOUR_MS) * HOUR_MS;
    let sums = this.#hours.get(hourMs);
    if (!sums) this.#hours.set(hourMs, (sums = new Map()));
    let sum = sums.get(endpointId);
    if (!sum) sums.set(endpointId, (sum = emptySum(endpointId, accountId, hourMs)));
    return sum;
  }

  /** In the order of webhooks and hours, in which rows are locked. */
  inOrder(): Addition[] {
    return [...this.#hours.values()]
      .flatMap((sums) => [...sums.values()])
      .toSorted(
        (one, other) =>
          (one.webhookId < other.webhookId ? -1 : one.webhookId > other.webhookId ? 1 : 0) ||
          one.hourMs - other.hourMs,
      );
  }
}

/** Sums a batch by webhook and hour. On the hot path: for each attempt. */
export function sumRollups(attempts: readonly RecordedAttempt[]): Addition[] {
  const sums = new Sums();
  for (const attempt of attempts) {
    const startedMs = attempt.startedAt.getTime();
    addAttempt(sums.of(attempt, startedMs), attempt, startedMs);
    const { madeAtMs, isFirst, isDelivered, isExhausted } = attempt;
    if (!(isFirst || isDelivered || isExhausted) || startedMs - madeAtMs > COUNTED_FOR_MS) continue;
    const made = sums.of(attempt, madeAtMs);
    made.begun += isFirst ? 1 : 0;
    made.delivered += isDelivered ? 1 : 0;
    made.exhausted += isExhausted ? 1 : 0;
  }
  return sums.inOrder();
}

/** Those that were given up by interruptions; all others were counted with their last attempt. */
export function sumInterrupted(exhausted: readonly ExhaustedDelivery[], nowMs: number): Addition[] {
  const sums = new Sums();
  for (const delivery of exhausted) {
    const madeAtMs = timeOfId(delivery.id);
    if (delivery.reason === 'interrupted' && nowMs - madeAtMs <= COUNTED_FOR_MS)
      sums.of(delivery, madeAtMs).exhausted += 1;
  }
  return sums.inOrder();
}

function emptySum(webhookId: string, accountId: string, hourMs: number): Addition {
  return {
    webhookId,
    hourMs,
    accountId,
    attempts: 0,
    failed: 0,
    durationMin: null,
    durationMax: null,
    durationSum: 0,
    durations: [],
    errors: undefined,
    arrived: undefined,
    begun: 0,
    delivered: 0,
    exhausted: 0,
  };
}

function addAttempt(
  sum: Addition,
  { error, durationMs, isDelivered }: RecordedAttempt,
  startedMs: number,
): void {
  const bucket = bucketOf(durationMs);
  if (sum.attempts === 0) sum.durations = NO_DURATIONS.slice();
  sum.attempts += 1;
  sum.durationMin = Math.min(sum.durationMin ?? durationMs, durationMs);
  sum.durationMax = Math.max(sum.durationMax ?? durationMs, durationMs);
  sum.durationSum += durationMs;
  sum.durations[bucket] = (sum.durations[bucket] ?? 0) + 1;
  if (isDelivered) {
    const quarter = Math.floor((startedMs - sum.hourMs) / QUARTER_MS);
    sum.arrived ??= NO_QUARTERS.slice();
    sum.arrived[quarter] = (sum.arrived[quarter] ?? 0) + 1;
  }
  if (error === null) return;
  const place = ERROR_CLASSES.indexOf(error);
  sum.failed += 1;
  sum.errors ??= NO_ERRORS.slice();
  sum.errors[place] = (sum.errors[place] ?? 0) + 1;
}
