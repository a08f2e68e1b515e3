import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../../api/client.ts';
import { refreshUnlessTold } from '../../../api/refresh.ts';

const REFRESH_MS = 30_000;

/** Deliveries of seven days of every webhook, by its id; asked for only where they put the list in order. */
export function useVolumes(enabled: boolean) {
  return useQuery(
    trpc.metrics.volumes.queryOptions(
      {},
      {
        enabled,
        refetchInterval: refreshUnlessTold(REFRESH_MS),
        select: ({ data }) => new Map(data.map(({ webhook_id: id, deliveries }) => [id, deliveries])),
      },
    ),
  );
}
