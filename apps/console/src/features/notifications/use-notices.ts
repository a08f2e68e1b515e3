import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

import { refreshUnlessTold } from '../../api/refresh.ts';
import { noticesQuery } from './notices-query.ts';
import type { NoticesSearch } from './notices-search.ts';

const REFRESH_MS = 15_000;

export function useNotices(shown: NoticesSearch) {
  return useInfiniteQuery({
    ...noticesQuery(shown),
    placeholderData: keepPreviousData,
    refetchInterval: refreshUnlessTold(REFRESH_MS),
  });
}
