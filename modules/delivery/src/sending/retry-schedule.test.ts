import { expect, it } from 'vitest';
import { retryDelayMs } from './retry-schedule.ts';

const DELAYS = [60_000, 300_000, 900_000];
const RANDOMS = Array.from({ length: 1_000 }, (_, index) => index / 1_000);

it('waits each delay in its turn', () => {
  expect([1, 2, 3].map((failures) => retryDelayMs(DELAYS, failures, 0))).toEqual(DELAYS);
});

it('is never early and at most a fifth late, whatever chance says', () => {
  for (const delay of [1, 3, 7, 1_000, 60_000, 86_400_000]) {
    for (const random of RANDOMS) {
      const waited = retryDelayMs([delay], 1, random)!;
      expect(waited).toBeGreaterThanOrEqual(delay);
      expect(waited).toBeLessThanOrEqual(Math.ceil(delay * 1.2));
    }
  }
});

it('spreads over the whole range, so that receivers that failed together are called apart', () => {
  const waits = RANDOMS.map((random) => retryDelayMs([60_000], 1, random)!);
  expect(new Set(waits).size).toBe(RANDOMS.length);
  expect(Math.min(...waits)).toBe(60_000);
  expect(Math.max(...waits)).toBeGreaterThan(71_900);
});

it('ends after the last delay', () => {
  expect(retryDelayMs(DELAYS, 4, 0.5)).toBeUndefined();
  expect(retryDelayMs([], 1, 0.5)).toBeUndefined();
});
