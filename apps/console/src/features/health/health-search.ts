import { statsWindow, type StatsWindow } from '@tidings/metrics/schema';
import { z } from 'zod';

/** How far back the charts look, as it stands in the URL; without it, a day. */
export const healthSearch = z.object({ window: statsWindow.optional().catch(undefined) });

export const WINDOWS: readonly { value: StatsWindow; label: string; last: string }[] = [
  { value: '24h', label: '24 hours', last: 'in the last 24 hours' },
  { value: '7d', label: '7 days', last: 'in the last 7 days' },
  { value: '30d', label: '30 days', last: 'in the last 30 days' },
];

/** "in the last 7 days". */
export function lastWords(window: StatsWindow): string {
  return WINDOWS.find(({ value }) => value === window)?.last ?? '';
}
