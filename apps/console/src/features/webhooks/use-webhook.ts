import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { refreshUnlessTold } from '../../api/refresh.ts';

const REFRESH_MS = 5_000;

export function useWebhook(id: string) {
  return useQuery(trpc.webhooks.get.queryOptions({ id }, { refetchInterval: refreshUnlessTold(REFRESH_MS) }));
}
