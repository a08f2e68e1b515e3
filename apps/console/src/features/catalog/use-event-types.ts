import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';

const CATALOG_FRESH_MS = 5 * 60_000;

/** The catalog: every event type with its schema and example. */
export function useEventTypes() {
  return useQuery(trpc.eventTypes.list.queryOptions({}, { staleTime: CATALOG_FRESH_MS }));
}
