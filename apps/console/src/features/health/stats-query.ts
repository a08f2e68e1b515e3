import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { StatsWindow } from '@tidings/metrics/schema';

import { trpc } from '../../api/client.ts';
import { refreshUnlessTold } from '../../api/refresh.ts';

const REFRESH_MS = 30_000;

/** Days begin where the reader is; a browser that does not say where counts by UTC. */
function timeZone(): string {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return own && own !== 'Etc/Unknown' ? own : 'UTC';
}

/** The numbers of a webhook. Those of the window before stay until the new ones are there, so that nothing jumps. */
export function statsQuery(id: string, window: StatsWindow) {
  return queryOptions({
    ...trpc.metrics.stats.queryOptions({ id, window, time_zone: timeZone() }),
    refetchInterval: refreshUnlessTold(REFRESH_MS),
    placeholderData: keepPreviousData,
  });
}
