import { queryOptions } from '@tanstack/react-query';

import { client, trpc } from '../../api/client.ts';
import { readAll } from '../../api/read-all.ts';

const PAGE = 50;
/** The most that a page may have. */
const MOST = 100;

/** The apps of the account, page by page. */
export const appsQuery = trpc.apps.list.infiniteQueryOptions(
  { limit: PAGE },
  { getNextPageParam: (page) => page.next_cursor ?? undefined },
);

/** All of them, to name them and to choose among them. */
export const namedAppsQuery = queryOptions({
  queryKey: [...trpc.apps.list.pathKey(), 'all'] as const,
  queryFn: ({ signal }) => readAll((cursor) => client.apps.list.query({ limit: MOST, cursor }, { signal })),
});
