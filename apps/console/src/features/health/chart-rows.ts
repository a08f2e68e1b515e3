import type { Stats, StatsWindow } from '@tidings/metrics/schema';

import { dateWords, hourWords, timeOfDayWords, weekdayDateWords, weekdayWords } from '../../format/time.ts';

/** From here on a response is slow, and from there on critically so. */
export const WARNING_MS = 1_000;
export const CRITICAL_MS = 3_000;

/** One hour or day of a chart. */
export interface ChartRow {
  at: string;
  total: number;
  failed: number;
  /** Percent of attempts that succeeded; null where there was none. */
  rate: number | null;
  /** The same where so few succeeded that it is bad, else null. */
  lowRate: number | null;
  min: number | null;
  avg: number | null;
  max: number | null;
}

/** What each chart of a webhook is drawn from. */
export interface ChartProps {
  stats: Stats;
  rows: ChartRow[];
  window: StatsWindow;
}

export function chartRows(series: Stats['series']): ChartRow[] {
  return series.map(({ at, total, failed, duration_ms: duration }) => {
    const share = total === 0 ? null : (total - failed) / total;
    const rate = share === null ? null : share * 100;
    return { at, total, failed, rate, lowRate: isLow(share) ? rate : null, ...duration };
  });
}

/** At 5 % of failed attempts a webhook is called failing. */
const LOW_SHARE = 0.95;

/** Whether so few attempts succeeded that it is bad. */
export function isLow(share: number | null): boolean {
  return share !== null && share <= LOW_SHARE;
}

const HOURS_APART = 4;
const DAYS_APART = 5;

/** The points under which a label stands: every fourth hour, each midnight, every fifth day. */
export function tickedPoints(rows: readonly ChartRow[], window: StatsWindow): string[] {
  return rows
    .filter(({ at }, index) => {
      const hour = new Date(at).getHours();
      if (window === '24h') return hour % HOURS_APART === 0;
      if (window === '7d') return hour === 0;
      return (rows.length - 1 - index) % DAYS_APART === 0;
    })
    .map(({ at }) => at);
}

/** "16:00", "Sat", "19 Nov". */
export function tickWords(at: string, window: StatsWindow): string {
  switch (window) {
    case '24h':
      return timeOfDayWords(at);
    case '7d':
      return weekdayWords(at);
    case '30d':
      return dateWords(at);
  }
}

/** Which hour or day a point is: "Sat 21 Nov, 14:00 to 15:00", "Sat 21 Nov". */
export function pointWords(at: string, window: StatsWindow): string {
  return window === '30d' ? weekdayDateWords(at) : hourWords(at);
}

/** The same where many stand below each other: "Sat 21 Nov, 14:00", under the heading that says it is an hour. */
export function beginWords(at: string, window: StatsWindow): string {
  return window === '30d' ? weekdayDateWords(at) : `${weekdayDateWords(at)}, ${timeOfDayWords(at)}`;
}

const STEPS = [1, 2, 3, 4, 5, 6, 8, 10];

/** A round number at or above `value` that three equal steps lead to. */
export function roundTop(value: number): number {
  if (value <= 3) return 3;
  const third = value / 3;
  const magnitude = 10 ** Math.floor(Math.log10(third));
  const step = STEPS.find((each) => each * magnitude >= third) ?? 10;
  return step * magnitude * 3;
}

/** Top of the axis of response times: a limit that is near belongs in the picture. */
export function durationTop(rows: readonly ChartRow[]): number {
  const highest = Math.max(0, ...rows.map(({ max }) => max ?? 0));
  const limit = [CRITICAL_MS, WARNING_MS].find((each) => highest >= each * 0.6) ?? 0;
  return roundTop(Math.max(highest, limit));
}

/** Bottom of the axis of success rates: as near as the worst point allows, so that a loss of a few percent shows. */
export function rateBottom(rows: readonly ChartRow[]): 0 | 40 | 70 | 85 {
  const lowest = Math.min(100, ...rows.map(({ rate }) => rate ?? 100));
  return lowest >= 90 ? 85 : lowest >= 75 ? 70 : lowest >= 50 ? 40 : 0;
}

/** Whether a point has no neighbour that a line could lead to: it has to be drawn as a dot. */
export function standsAlone(values: readonly (number | null)[], index: number): boolean {
  const at = (position: number) => values[position] ?? null;
  return at(index) !== null && at(index - 1) === null && at(index + 1) === null;
}

const DAY_HOURS = 24;

/** The attempts of the last 24 hours, of a series by the hour. */
export function lastDay(series: Stats['series']): { total: number; failed: number } {
  const day = series.slice(-DAY_HOURS);
  return {
    total: day.reduce((sum, { total }) => sum + total, 0),
    failed: day.reduce((sum, { failed }) => sum + failed, 0),
  };
}
