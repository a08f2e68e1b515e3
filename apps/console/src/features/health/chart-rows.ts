import type { Stats, StatsWindow } from '@tidings/metrics/schema';

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
  min: number | null;
  avg: number | null;
  max: number | null;
}

export function chartRows(series: Stats['series']): ChartRow[] {
  return series.map(({ at, total, failed, duration_ms: duration }) => ({
    at,
    total,
    failed,
    rate: total === 0 ? null : ((total - failed) / total) * 100,
    ...duration,
  }));
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

const HOUR = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const DAY_IN_WEEK = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });

/** "16:00", "Sat", "19 Nov". */
export function tickWords(at: string, window: StatsWindow): string {
  const format = window === '24h' ? HOUR : window === '7d' ? WEEKDAY : DAY;
  return format.format(new Date(at));
}

/** Which hour or day a point is: "Sat 21 Nov, 14:00 to 15:00", "Sat 21 Nov". */
export function pointWords(at: string, window: StatsWindow): string {
  const begin = new Date(at);
  const day = DAY_IN_WEEK.format(begin).replace(',', '');
  if (window === '30d') return day;
  const end = new Date(begin.getTime() + 3_600_000);
  return `${day}, ${HOUR.format(begin)} to ${HOUR.format(end)}`;
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
