import { LONGEST_ASKED_MS } from './retry-after.ts';

/**
 * How long to wait after the `failures`-th failure: the configured delay, stretched by a random factor from
 * 1.0 to 1.2 so that receivers that failed together are not called together again, and never early.
 * @param failures failed attempts so far, from 1.
 * @param random a number in [0, 1).
 * @returns milliseconds, or undefined when there is no retry left.
 */
export function retryDelayMs(delaysMs: number[], failures: number, random: number): number | undefined {
  const delayMs = delaysMs[failures - 1];
  return delayMs === undefined ? undefined : stretchedMs(delayMs, random);
}

/**
 * The wait when the receiver asks for one: it can only lengthen that of the schedule. It is stretched like any
 * other, since whoever asks has many deliveries waiting for the same moment, but never beyond 24 hours.
 * @param askedMs at most 24 hours; 0 when nothing is asked.
 */
export function lengthenedMs(scheduledMs: number, askedMs: number, random: number): number {
  return Math.max(scheduledMs, Math.min(stretchedMs(askedMs, random), LONGEST_ASKED_MS));
}

function stretchedMs(ms: number, random: number): number {
  return Math.ceil(ms * (1 + random * 0.2));
}
