import { describe, expect, it } from 'vitest';

import {
  chartRows,
  durationTop,
  lastDay,
  rateBottom,
  roundTop,
  standsAlone,
  tickedPoints,
  type ChartRow,
} from './chart-rows.ts';

const row = (changes: Partial<ChartRow> = {}): ChartRow => ({
  at: '2026-11-21T14:00:00.000Z',
  total: 10,
  failed: 0,
  rate: 100,
  lowRate: null,
  min: 40,
  avg: 100,
  max: 200,
  ...changes,
});

/** As many hours as asked for, the last of which begins at 14:00 where the test runs. */
function hours(count: number): ChartRow[] {
  const last = new Date(2026, 10, 21, 14).getTime();
  return Array.from({ length: count }, (_, index) =>
    row({ at: new Date(last - (count - 1 - index) * 3_600_000).toISOString() }),
  );
}

describe('the rows of a chart', () => {
  it('have the success rate in percent, apart where 5 % failed, and none where nothing was attempted', () => {
    const duration_ms = { min: 1, avg: 2, max: 3 };
    const at = '2026-11-21T14:00:00.000Z';
    expect(
      chartRows([
        { at, total: 8, failed: 2, duration_ms },
        { at, total: 0, failed: 0, duration_ms: { min: null, avg: null, max: null } },
        { at, total: 100, failed: 4, duration_ms },
        { at, total: 100, failed: 5, duration_ms },
        { at, total: 3, failed: 3, duration_ms },
      ]),
    ).toMatchObject([
      { rate: 75, lowRate: 75, avg: 2 },
      { rate: null, lowRate: null, avg: null },
      { rate: 96, lowRate: null },
      { rate: 95, lowRate: 95 },
      { rate: 0, lowRate: 0 },
    ]);
  });

  it('are labelled every fourth hour of a day, at midnight of a week, every fifth day of a month', () => {
    expect(tickedPoints(hours(24), '24h').map((at) => new Date(at).getHours())).toEqual([
      16, 20, 0, 4, 8, 12,
    ]);
    expect(tickedPoints(hours(168), '7d').map((at) => new Date(at).getHours())).toEqual(Array(7).fill(0));
    const days = hours(30);
    expect(tickedPoints(days, '30d')).toEqual([4, 9, 14, 19, 24, 29].map((index) => days[index]?.at));
  });
});

describe('the scale of a chart', () => {
  it('ends at a round number that three equal steps lead to', () => {
    expect([0, 3, 4, 100, 101, 612, 9_911].map(roundTop)).toEqual([3, 3, 6, 120, 120, 900, 12_000]);
  });

  it('has the limits of response times in it once they are near', () => {
    expect(durationTop([row({ max: 200 })])).toBeLessThan(1_000);
    expect(durationTop([row({ max: 700 })])).toBeGreaterThanOrEqual(1_000);
    expect(durationTop([row({ max: 1_900 })])).toBeGreaterThanOrEqual(3_000);
    expect(durationTop([row({ max: 4_980 })])).toBeGreaterThanOrEqual(4_980);
    expect(durationTop([row({ max: null })])).toBe(3);
  });

  it('begins as near to 100% as the worst point allows', () => {
    expect(
      [[100], [95], [80, 100], [51], [12, 99]].map((rates) => rateBottom(rates.map((rate) => row({ rate })))),
    ).toEqual([85, 85, 70, 40, 0]);
    expect(rateBottom([row({ rate: null })])).toBe(85);
  });
});

it('draws a dot where no line leads to a point', () => {
  const values = [1, null, 2, null, 3, 4];
  expect(values.map((_, index) => standsAlone(values, index))).toEqual([
    true,
    false,
    true,
    false,
    false,
    false,
  ]);
});

it('adds up the last 24 hours alone', () => {
  const series = hours(34).map(({ at }, index) => ({
    at,
    total: index < 10 ? 100 : 2,
    failed: 1,
    duration_ms: { min: null, avg: null, max: null },
  }));
  expect(lastDay(series)).toEqual({ total: 48, failed: 24 });
});
