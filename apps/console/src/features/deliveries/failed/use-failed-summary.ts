import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../../api/client.ts';
import { refreshUnlessTold } from '../../../api/refresh.ts';

const REFRESH_MS = 5_000;

/** What failed and what is being tried again, over all that is kept of the webhook. */
export function useFailedSummary(id: string) {
  return useQuery(
    trpc.deliveries.failedSummary.queryOptions({ id }, { refetchInterval: refreshUnlessTold(REFRESH_MS) }),
  );
}
