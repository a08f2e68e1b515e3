const DAY_HOURS = 24;

/** Attempts of a webhook, hour by hour for seven days; the last hour is the one that runs. */
export interface Line {
  total: readonly number[];
  failed: readonly number[];
}

/** What the lines of seven days come to, as the row of a webhook says it. */
export interface Week {
  total: number;
  failed: number;
  /** Of the attempts of the last 24 hours, from 0 to 1; null where there were none. */
  daySuccess: number | null;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** A webhook without attempts has no line. */
export function weekOf(line: Line | undefined): Week {
  if (!line) return { total: 0, failed: 0, daySuccess: null };
  const dayTotal = sum(line.total.slice(-DAY_HOURS));
  const dayFailed = sum(line.failed.slice(-DAY_HOURS));
  return {
    total: sum(line.total),
    failed: sum(line.failed),
    daySuccess: dayTotal === 0 ? null : 1 - dayFailed / dayTotal,
  };
}
