import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { refreshEvery } from '../../api/refresh.ts';

/** One delivery, for a link that leads to a row which the log has not loaded. */
export function useDelivery(id: string | undefined, refreshMs: number | false) {
  return useQuery(
    trpc.deliveries.get.queryOptions(
      { id: id ?? '' },
      { enabled: id !== undefined, refetchInterval: refreshMs === false ? false : refreshEvery(refreshMs) },
    ),
  );
}
