import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { StatsWindow } from '@tidings/metrics/schema';

import { trpc } from '../../api/client.ts';
import { refreshUnlessTold } from '../../api/refresh.ts';
import { ownTimeZone } from '../../format/time-zone.ts';

const REFRESH_MS = 15_000;

/** The numbers of a webhook. Those of the window before stay until the new ones are there, so that nothing jumps. */
export function statsQuery(id: string, window: StatsWindow) {
  return queryOptions({
    // Days begin where the reader is.
    ...trpc.metrics.stats.queryOptions({ id, window, time_zone: ownTimeZone() }),
    refetchInterval: refreshUnlessTold(REFRESH_MS),
    placeholderData: keepPreviousData,
  });
}
