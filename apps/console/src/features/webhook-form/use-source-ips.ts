import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';

/** The addresses that deliveries come from; none where the operator names none, or while they load. */
export function useSourceIps(): readonly string[] {
  const { data } = useQuery(trpc.sourceIps.list.queryOptions({}, { staleTime: Infinity }));
  return data?.data ?? [];
}
