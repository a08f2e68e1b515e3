import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../../api/client.ts';
import { refreshUnlessTold } from '../../../api/refresh.ts';
import { ownTimeZone } from '../../../format/time-zone.ts';

const REFRESH_MS = 15_000;

/** Seven days of a webhook by the hour. */
export function useStats(id: string) {
  return useQuery(
    trpc.metrics.stats.queryOptions(
      { id, window: '7d', time_zone: ownTimeZone() },
      { refetchInterval: refreshUnlessTold(REFRESH_MS) },
    ),
  );
}
