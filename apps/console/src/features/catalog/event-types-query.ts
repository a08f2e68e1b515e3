import { queryOptions } from '@tanstack/react-query';

import { client } from '../../api/client.ts';
import { readAll } from '../../api/read-all.ts';

const CATALOG_FRESH_MS = 5 * 60_000;
/** The most that a page may have. */
const PAGE = 100;

/** The whole catalog, page by page: it is searched and chosen from here. */
export const eventTypesQuery = queryOptions({
  queryKey: ['event-types'],
  queryFn: ({ signal }) =>
    readAll((cursor) => client.eventTypes.list.query({ limit: PAGE, cursor }, { signal })),
  staleTime: CATALOG_FRESH_MS,
});
