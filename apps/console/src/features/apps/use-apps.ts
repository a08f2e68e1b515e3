import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { App } from '@tidings/identity/schema';

import { trpc } from '../../api/client.ts';

const PAGE = 50;
const MOST = 100;

export const appsQuery = trpc.apps.list.infiniteQueryOptions(
  { limit: PAGE },
  { getNextPageParam: (page) => page.next_cursor ?? undefined },
);

export function useApps() {
  return useInfiniteQuery(appsQuery);
}

/** Those that can be named and chosen among. */
export const namedAppsQuery = trpc.apps.list.queryOptions({ limit: MOST });

/** The apps of the account by their id, to name them and to choose among them; those beyond the first 100 stay ids. */
export function useAppNames(): ReadonlyMap<string, App['name']> | undefined {
  return useQuery({
    ...namedAppsQuery,
    select: (page) => new Map(page.data.map(({ id, name }) => [id, name])),
  }).data;
}
