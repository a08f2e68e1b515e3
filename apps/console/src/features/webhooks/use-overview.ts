import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { refreshUnlessTold } from '../../api/refresh.ts';
import { ownTimeZone } from '../../format/time-zone.ts';

const REFRESH_MS = 15_000;

/** The numbers of the account; its day begins where the person is. */
export function useOverview() {
  return useQuery(
    trpc.metrics.overview.queryOptions(
      { time_zone: ownTimeZone() },
      { refetchInterval: refreshUnlessTold(REFRESH_MS) },
    ),
  );
}
