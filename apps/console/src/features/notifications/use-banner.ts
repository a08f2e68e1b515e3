import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { refreshUnlessTold } from '../../api/refresh.ts';

const REFRESH_MS = 10_000;

/** The notification that says how a webhook stands now; null: all is well. Undefined until that is known. */
export function useBanner(webhookId: string) {
  const { data, isPending } = useQuery(
    trpc.notifications.banner.queryOptions(
      { id: webhookId },
      { refetchInterval: refreshUnlessTold(REFRESH_MS) },
    ),
  );
  return isPending ? undefined : (data?.notice ?? null);
}
