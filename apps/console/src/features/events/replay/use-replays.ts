import { useInfiniteQuery } from '@tanstack/react-query';

import { isOpen } from './replay-words.ts';
import { replaysQuery } from './replays-query.ts';

const OPEN_MS = 2_000;
const QUIET_MS = 15_000;

/** The account's replays, read often for as long as one is under way. */
export function useReplays() {
  return useInfiniteQuery({
    ...replaysQuery,
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined) return false;
      return data.pages.some((page) => page.data.some(isOpen)) ? OPEN_MS : QUIET_MS;
    },
  });
}
