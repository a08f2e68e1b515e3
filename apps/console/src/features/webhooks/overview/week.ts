/** Attempts of a webhook, hour by hour for seven days; the last hour is the one that runs. */
export interface Line {
  total: readonly number[];
  failed: readonly number[];
}

/** The same with what the server says of deliveries, each of which counts once. */
interface Told extends Line {
  deliveries: number;
  day_failed: number;
  success_rate: number | null;
}

/** What became of deliveries, as the row of a webhook says it. */
export interface Week {
  /** Of the seven days. */
  deliveries: number;
  /** Of the last 24 hours, those that have not arrived, or not yet. */
  dayFailed: number;
  /** Of the last 24 hours, from 0 to 1, as on the page of the webhook; null where there were none. */
  daySuccess: number | null;
}

/** A webhook without attempts has no line. */
export function weekOf(line: Told | undefined): Week {
  if (!line) return { deliveries: 0, dayFailed: 0, daySuccess: null };
  return { deliveries: line.deliveries, dayFailed: line.day_failed, daySuccess: line.success_rate };
}
