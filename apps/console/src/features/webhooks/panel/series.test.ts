import { expect, it } from 'vitest';

import { dayTicks, isAlone, lastDay, limitsInRange } from './series.ts';

const from = new Date(2026, 10, 18, 22).getTime();
const hours = Array.from({ length: 34 }, (_, hour) => ({
  at: new Date(from + hour * 3_600_000).toISOString(),
  total: hour < 10 ? 100 : 2,
  failed: 1,
}));

it('marks the first hour of each day, and neither the cut one that a series begins with nor one at its edge', () => {
  const days = [2, 26].map((hour) => hours[hour]?.at);
  expect(dayTicks(hours)).toEqual(days);
  expect(dayTicks(hours.slice(0, 30))).toEqual(days.slice(0, 1));
});

it('adds up the last 24 hours alone', () => {
  expect(lastDay(hours)).toEqual({ total: 48, failed: 24 });
});

it('draws the lines of slow answers once an answer was that slow', () => {
  expect([null, 999, 1_000, 4_980].map(limitsInRange)).toEqual([[], [], [1_000], [1_000, 3_000]]);
});

it('knows an hour between hours without attempts', () => {
  const series = [0, 3, 0, 2, 2].map((total) => ({ total }));
  expect(series.map((_, index) => isAlone(series, index))).toEqual([false, true, false, false, false]);
});
