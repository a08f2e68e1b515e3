/** Attempts of a webhook, hour by hour for seven days; the last hour is the one that runs. */
export interface Line {
  total: readonly number[];
  failed: readonly number[];
}

/** The same with what the server says of the deliveries of the last 24 hours. */
interface Told extends Line {
  success_rate: number | null;
}

/** What the lines of seven days come to, as the row of a webhook says it. */
export interface Week {
  total: number;
  failed: number;
  /** Of the deliveries of the last 24 hours, from 0 to 1, as on the page of the webhook; null where there were none. */
  daySuccess: number | null;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** A webhook without attempts has no line. */
export function weekOf(line: Told | undefined): Week {
  if (!line) return { total: 0, failed: 0, daySuccess: null };
  return {
    total: sum(line.total),
    failed: sum(line.failed),
    daySuccess: line.success_rate,
  };
}
