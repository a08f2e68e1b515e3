import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { trpc } from '../../../api/client.ts';

const SHOWN = 50;
const FRESH_MS = 30_000;

/** The values that a facet has had in the account's events, those seen last first; `q` is part of value or label. */
export function useFacetValues(name: string, q: string, enabled: boolean) {
  const input = { name, limit: SHOWN, ...(q && { q }) };
  return useQuery(
    trpc.facets.list.queryOptions(input, { enabled, staleTime: FRESH_MS, placeholderData: keepPreviousData }),
  );
}
