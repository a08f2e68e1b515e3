/**
 * How long to wait after the `failures`-th failure: the configured delay, stretched by a random factor from
 * 1.0 to 1.2 so that receivers that failed together are not called together again, and never early.
 * @param failures failed attempts so far, from 1.
 * @param random a number in [0, 1).
 * @returns milliseconds, or undefined when there is no retry left.
 */
export function retryDelayMs(delaysMs: number[], failures: number, random: number): number | undefined {
  const delayMs = delaysMs[failures - 1];
  return delayMs === undefined ? undefined : Math.ceil(delayMs * (1 + random * 0.2));
}
