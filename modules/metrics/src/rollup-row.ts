import { percentile } from './duration-buckets.ts';
import { ERROR_CLASSES } from './error-classes.ts';
import type { Stats } from './schema.ts';

/** A row of metrics.hourly. */
export type RollupRow = {
  hour: Date;
  attempts: number;
  failed: number;
  /** Deliveries that were made in this hour: those that were attempted, those that arrived, and those given up. */
  begun: number;
  delivered: number;
  exhausted: number;
  /** Null without any attempt. */
  duration_min: number | null;
  duration_max: number | null;
  duration_sum: number;
  durations: number[];
  errors: number[] | null;
};

type Durations = Stats['series'][number]['duration_ms'];

/** Shortest, mean and longest duration in milliseconds; null without any attempt. */
export function durationsOf(rows: readonly RollupRow[]): Durations {
  const attempts = sumOf(rows, (row) => row.attempts);
  if (attempts === 0) return { min: null, avg: null, max: null };
  return {
    min: Math.min(...rows.flatMap((row) => row.duration_min ?? [])),
    avg: Math.round(sumOf(rows, (row) => row.duration_sum) / attempts),
    max: Math.max(...rows.flatMap((row) => row.duration_max ?? [])),
  };
}

/**
 * What all hours together came to. Of deliveries those count that were made in them, whenever they were attempted: so none
 * succeeds that is not among them.
 */
export function totalsOf(rows: readonly RollupRow[]): Stats['totals'] {
  const deliveries = sumOf(rows, (row) => row.begun);
  const succeeded = sumOf(rows, (row) => row.delivered);
  const total = sumOf(rows, (row) => row.attempts);
  const failed = sumOf(rows, (row) => row.failed);
  const { min, avg, max } = durationsOf(rows);
  const p95 =
    min === null || max === null
      ? null
      : percentile(added(rows.map((row) => row.durations)), 0.95, { min, max });
  return {
    deliveries,
    succeeded,
    failed: deliveries - succeeded,
    success_rate: shareOf(succeeded, deliveries),
    attempts: { total, failed, success_rate: shareOf(total - failed, total) },
    exhausted: sumOf(rows, (row) => row.exhausted),
    errors: errorsOf(rows),
    duration_ms: { min, avg, max, p95 },
  };
}

/** Null of nothing. To four digits, as many as anybody shows. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part / whole) * 10_000) / 10_000;
}

function errorsOf(rows: readonly RollupRow[]): Stats['totals']['errors'] {
  const counts = added(rows.flatMap(({ errors }) => (errors ? [errors] : [])));
  return ERROR_CLASSES.map((error, place) => ({ error, count: counts[place] ?? 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count);
}

function added(arrays: readonly number[][]): number[] {
  const sum: number[] = [];
  for (const array of arrays)
    for (const [place, count] of array.entries()) sum[place] = (sum[place] ?? 0) + count;
  return sum;
}

function sumOf(rows: readonly RollupRow[], of: (row: RollupRow) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}
