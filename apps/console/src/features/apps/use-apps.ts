import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { App } from '@tidings/identity/schema';

import { appsQuery, namedAppsQuery } from './apps-query.ts';

export function useApps() {
  return useInfiniteQuery(appsQuery);
}

/** The apps of the account by their id, to name them and to choose among them. */
export function useAppNames() {
  return useQuery({
    ...namedAppsQuery,
    select: (page): ReadonlyMap<string, App['name']> => new Map(page.data.map(({ id, name }) => [id, name])),
  });
}
