import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { refreshUnlessTold } from '../../api/refresh.ts';
import type { WebhooksSearch } from './webhooks-search.ts';

const REFRESH_MS = 10_000;

export function useWebhooks(search: WebhooksSearch) {
  return useInfiniteQuery(
    trpc.webhooks.list.infiniteQueryOptions(
      { limit: 25, ...search },
      {
        getNextPageParam: (page) => page.next_cursor ?? undefined,
        placeholderData: keepPreviousData,
        refetchInterval: refreshUnlessTold(REFRESH_MS),
      },
    ),
  );
}
