import { useInfiniteQuery } from '@tanstack/react-query';

import { trpc } from '../../../api/client.ts';
import { isOpen } from './replay-words.ts';

const PAGE = 20;
const OPEN_MS = 2_000;
const QUIET_MS = 15_000;

/** The account's replays, newest first. */
export const replaysQuery = trpc.replays.list.infiniteQueryOptions(
  { limit: PAGE },
  { getNextPageParam: (page) => page.next_cursor ?? undefined },
);

/** Read often for as long as one is under way. */
export function useReplays() {
  return useInfiniteQuery({
    ...replaysQuery,
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined) return false;
      return data.pages.some((page) => page.data.some(isOpen)) ? OPEN_MS : QUIET_MS;
    },
  });
}
