import type { StatsWindow } from '@tidings/metrics/schema';

import { oneOf, searchParams } from '../../log/search-params.ts';

const WINDOW_WORDS: Record<StatsWindow, string> = { '24h': '24 hours', '7d': '7 days', '30d': '30 days' };

export const WINDOWS = Object.keys(WINDOW_WORDS) as StatsWindow[]; // just these, by its type

/** How far back the charts look, as it stands in the URL; without it, a day. */
export const healthSearch = searchParams({ window: oneOf(WINDOWS) });

/** "7 days". */
export function windowWords(window: StatsWindow): string {
  return WINDOW_WORDS[window];
}

/** "in the last 7 days". */
export function lastWords(window: StatsWindow): string {
  return `in the last ${windowWords(window)}`;
}
