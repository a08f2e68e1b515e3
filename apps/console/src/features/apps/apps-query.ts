import { trpc } from '../../api/client.ts';

const PAGE = 50;
const MOST = 100;

/** The apps of the account, page by page. */
export const appsQuery = trpc.apps.list.infiniteQueryOptions(
  { limit: PAGE },
  { getNextPageParam: (page) => page.next_cursor ?? undefined },
);

/** Those that can be named and chosen among; the ones beyond the first 100 stay ids. */
export const namedAppsQuery = trpc.apps.list.queryOptions({ limit: MOST });
