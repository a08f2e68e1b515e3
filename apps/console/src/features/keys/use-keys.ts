import { useInfiniteQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { refreshEvery } from '../../api/refresh.ts';
import type { KeysSearch } from './keys-search.ts';

const PAGE = 50;
/** When a key was last used is kept to the minute. */
const REFRESH_MS = 60_000;

export function useKeys({ app }: KeysSearch) {
  return useInfiniteQuery(
    trpc.keys.list.infiniteQueryOptions(
      { limit: PAGE, app_id: app },
      {
        getNextPageParam: (page) => page.next_cursor ?? undefined,
        refetchInterval: refreshEvery(REFRESH_MS),
      },
    ),
  );
}
