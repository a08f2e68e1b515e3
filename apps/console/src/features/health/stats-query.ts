import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { StatsWindow } from '@tidings/metrics/schema';

import { queryClient, trpc } from '../../api/client.ts';
import { refreshUnlessTold } from '../../api/refresh.ts';
import { ownTimeZone } from '../../format/time-zone.ts';
import { isKnownViewer } from '../session/use-session.ts';

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

/** Asks for them while the code of a page that shows them is on the way. */
export function prefetchHealth(id: string, window: StatsWindow): void {
  if (!isKnownViewer()) void queryClient.prefetchQuery(statsQuery(id, window));
}
