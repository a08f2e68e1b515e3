import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { refreshUnlessTold } from '../../api/refresh.ts';

const REFRESH_MS = 10_000;

/** Why a webhook was disabled, or how it fails now; neither where all is well. */
export function useBanner(webhookId: string) {
  return useQuery(
    trpc.notifications.banner.queryOptions(
      { id: webhookId },
      { refetchInterval: refreshUnlessTold(REFRESH_MS) },
    ),
  );
}
