/**
 * Durations are kept as counts in fixed buckets, so that the percentiles of any hours together follow from the sums.
 * Each bucket's upper bound is √2 times the one before: 1 ms, 1.4, 2, … 32.8 s, above the longest timeout of 30 s.
 */
export const BUCKETS = 31;

/** The bucket of a duration in milliseconds; the last one takes whatever is longer. */
export function bucketOf(ms: number): number {
  return ms <= 1 ? 0 : Math.min(BUCKETS - 1, Math.ceil(2 * Math.log2(ms)));
}

function upperBound(bucket: number): number {
  return 2 ** (bucket / 2);
}

/**
 * The duration that this share of all durations does not exceed, in milliseconds; null of none. Within its bucket it is
 * taken as spread evenly, which is off by less than the bucket's width, and never beyond the shortest and the longest.
 */
export function percentile(
  counts: readonly number[],
  share: number,
  { min, max }: { min: number; max: number },
): number | null {
  const wanted = counts.reduce((sum, count) => sum + count, 0) * share;
  if (wanted === 0) return null;
  let below = 0;
  for (const [bucket, count] of counts.entries()) {
    if (count > 0 && below + count >= wanted) {
      const from = bucket === 0 ? 0 : upperBound(bucket - 1);
      const ms = from + ((wanted - below) / count) * (upperBound(bucket) - from);
      return Math.round(Math.min(max, Math.max(min, ms)));
    }
    below += count;
  }
  return max;
}
