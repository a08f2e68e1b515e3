import { useInfiniteQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { refreshEvery } from '../../api/refresh.ts';
import type { KeysSearch } from './keys-search.ts';

const PAGE = 50;
/** When a key was last used is kept to the minute. */
const REFRESH_MS = 60_000;

export function keysQuery({ app }: KeysSearch) {
  return trpc.keys.list.infiniteQueryOptions(
    { limit: PAGE, app_id: app },
    { getNextPageParam: (page) => page.next_cursor ?? undefined },
  );
}

export function useKeys(search: KeysSearch) {
  return useInfiniteQuery({ ...keysQuery(search), refetchInterval: refreshEvery(REFRESH_MS) });
}
