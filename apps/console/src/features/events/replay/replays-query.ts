import { trpc } from '../../../api/client.ts';

const PAGE = 20;

/** The account's replays, newest first, page by page. */
export const replaysQuery = trpc.replays.list.infiniteQueryOptions(
  { limit: PAGE },
  { getNextPageParam: (page) => page.next_cursor ?? undefined },
);
