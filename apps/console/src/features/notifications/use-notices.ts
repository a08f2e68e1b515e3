import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { refreshUnlessTold } from '../../api/refresh.ts';

const PAGE = 25;
const REFRESH_MS = 15_000;

/** What the account was told, newest first. */
export function noticesQuery({ unread }: { unread: boolean }) {
  return trpc.notifications.list.infiniteQueryOptions(
    { limit: PAGE, unread },
    { getNextPageParam: (page) => page.next_cursor ?? undefined },
  );
}

export function useNotices(shown: { unread: boolean }) {
  return useInfiniteQuery({
    ...noticesQuery(shown),
    placeholderData: keepPreviousData,
    refetchInterval: refreshUnlessTold(REFRESH_MS),
  });
}
