import { queryOptions } from '@tanstack/react-query';

import { client, trpc } from '../../api/client.ts';
import { readAll } from '../../api/read-all.ts';

const PAGE = 50;
/** The most that a page may have. */
const MOST = 100;

/** The members of the account by name, page by page. */
export const membersQuery = trpc.team.members.infiniteQueryOptions(
  { limit: PAGE },
  { getNextPageParam: (page) => page.next_cursor ?? undefined },
);

/** All of them, to choose among. */
export const allMembersQuery = queryOptions({
  queryKey: [...trpc.team.members.pathKey(), 'all'] as const,
  queryFn: ({ signal }) =>
    readAll((cursor) => client.team.members.query({ limit: MOST, cursor }, { signal })),
});
