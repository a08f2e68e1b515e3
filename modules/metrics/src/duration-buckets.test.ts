import { expect, it } from 'vitest';
import { BUCKETS, bucketOf, percentile } from './duration-buckets.ts';

it.each([
  [0, 0],
  [1, 0],
  [2, 2],
  [3, 4],
  [1_000, 20],
  [30_000, 30],
  [60_000, 30],
])('puts %i ms in bucket %i', (ms, bucket) => {
  expect(bucketOf(ms)).toBe(bucket);
});

const countsOf = (durations: number[]) => {
  const counts = Array.from({ length: BUCKETS }, () => 0);
  for (const ms of durations) counts[bucketOf(ms)]! += 1;
  return counts;
};

it.each([
  ['one duration', [137]],
  ['equal durations', Array.from({ length: 500 }, () => 42)],
  ['durations evenly spread', Array.from({ length: 1_000 }, (_, index) => index + 1)],
  ['a long tail', [...Array.from({ length: 940 }, () => 20), ...Array.from({ length: 60 }, () => 4_900)]],
])('finds the 95th percentile of %s within a bucket’s width', (_, durations) => {
  const sorted = durations.toSorted((one, other) => one - other);
  const exact = sorted[Math.ceil(sorted.length * 0.95) - 1]!;
  const found = percentile(countsOf(durations), 0.95, { min: sorted[0]!, max: sorted.at(-1)! })!;
  expect(found).toBeGreaterThanOrEqual(exact / Math.SQRT2);
  expect(found).toBeLessThanOrEqual(exact * Math.SQRT2);
});

it('has none of nothing', () => {
  expect(percentile(countsOf([]), 0.95, { min: 0, max: 0 })).toBeNull();
});
