import { expect, test } from 'vitest';
import { longestRetrySpanMs, retriesOutlast } from './retry-span.ts';

const HOUR_MS = 3_600_000;

test('the last retry falls due after all delays, each stretched by a fifth', () => {
  expect(longestRetrySpanMs(['30m', '30m', '9h'])).toBe(12 * HOUR_MS);
  expect(longestRetrySpanMs([])).toBe(0);
});

test.each([
  [['20h'], 1, false],
  [['20h', '1s'], 1, true],
  [Array.from({ length: 10 }, () => '168h'), 83, true],
  [Array.from({ length: 10 }, () => '168h'), 84, false],
  [['1m', '5m', '15m', '1h', '24h'], 2, false],
  [['1m', '5m', '15m', '1h', '24h'], 1, true],
])('delays of %j outlast a retention of %i days: %s', (delays, days, outlast) => {
  expect(retriesOutlast(delays, days)).toBe(outlast);
});
