import { queryOptions } from '@tanstack/react-query';
import type { ShownEventType } from '@tidings/event/schema';

import { client } from '../../api/client.ts';

const CATALOG_FRESH_MS = 5 * 60_000;
/** The most that a page may have. */
const PAGE = 100;

/** The whole catalog, page by page: it is searched and chosen from here. */
export const eventTypesQuery = queryOptions({
  queryKey: ['event-types'],
  queryFn: async ({ signal }): Promise<{ data: ShownEventType[] }> => {
    const types: ShownEventType[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.eventTypes.list.query({ limit: PAGE, cursor }, { signal });
      types.push(...page.data);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return { data: types };
  },
  staleTime: CATALOG_FRESH_MS,
});
