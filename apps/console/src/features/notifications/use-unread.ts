import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { refreshUnlessTold } from '../../api/refresh.ts';

const REFRESH_MS = 15_000;

/** How many notifications the person has not read. */
export function useUnread({ enabled }: { enabled: boolean }) {
  return useQuery(
    trpc.notifications.unread.queryOptions(undefined, {
      enabled,
      refetchInterval: enabled && refreshUnlessTold(REFRESH_MS),
    }),
  );
}
