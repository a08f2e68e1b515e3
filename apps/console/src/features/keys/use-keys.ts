import { useInfiniteQuery } from '@tanstack/react-query';

import { refreshEvery } from '../../api/refresh.ts';
import { keysQuery } from './keys-query.ts';
import type { KeysSearch } from './keys-search.ts';

/** When a key was last used is kept to the minute. */
const REFRESH_MS = 60_000;

export function useKeys(search: KeysSearch) {
  return useInfiniteQuery({ ...keysQuery(search), refetchInterval: refreshEvery(REFRESH_MS) });
}
