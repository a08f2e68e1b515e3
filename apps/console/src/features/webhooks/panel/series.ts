import type { Stats } from '@tidings/metrics/schema';

type Point = Stats['series'][number];

export const WARNING_MS = 1_000;
export const CRITICAL_MS = 3_000;
const DAY_HOURS = 24;

/** Hours at the end of an axis beside which no label has room. */
const EDGE_HOURS = 6;

/** The first point of each day where the person is: where the axis says which day it is. */
export function dayTicks(series: readonly Pick<Point, 'at'>[]): string[] {
  const dayOf = (at: string) => new Date(at).toDateString();
  return series.flatMap(({ at }, index) => {
    const before = series[index - 1];
    const isEdge = index >= series.length - EDGE_HOURS;
    return before && !isEdge && dayOf(before.at) !== dayOf(at) ? [at] : [];
  });
}

/** Attempts of the last 24 hours, of a series by the hour. */
export function lastDay(series: readonly Pick<Point, 'total' | 'failed'>[]): {
  total: number;
  failed: number;
} {
  const day = series.slice(-DAY_HOURS);
  return {
    total: day.reduce((sum, { total }) => sum + total, 0),
    failed: day.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** The lines at which answers are slow and too slow, as far as the slowest answer reaches them. */
export function limitsInRange(slowestMs: number | null): number[] {
  return [WARNING_MS, CRITICAL_MS].filter((limit) => slowestMs !== null && slowestMs >= limit);
}

/** Whether a point stands alone between hours without attempts: a line cannot show it. */
export function isAlone(series: readonly Pick<Point, 'total'>[], index: number): boolean {
  const has = (at: number) => (series[at]?.total ?? 0) > 0;
  return has(index) && !has(index - 1) && !has(index + 1);
}
