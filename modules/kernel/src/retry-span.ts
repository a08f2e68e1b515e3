import { durationMs } from './duration.ts';

const DAY_MS = 86_400_000;

/** Each wait before a retry is stretched by a random factor from 1 up to this. */
const LONGEST_STRETCH = 1.2;

/** Milliseconds from the first attempt of a delivery until its last retry falls due, at the most. */
export function longestRetrySpanMs(delays: string[]): number {
  return delays.reduce((sum, delay) => sum + durationMs(delay), 0) * LONGEST_STRETCH;
}

/**
 * Whether the last retry could fall due when its event is gone. A partition is dropped when its whole day is past
 * the retention, so what is made late in the day is kept as long as what is made early, or longer.
 * @param delays those that are used: no more than `max_retries` of them.
 */
export function retriesOutlast(delays: string[], retentionDays: number): boolean {
  return longestRetrySpanMs(delays) > retentionDays * DAY_MS;
}
