import { useQuery } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';
import { isKnownViewer } from '../session/use-session.ts';

const sourceIpsQuery = trpc.sourceIps.list.queryOptions({}, { staleTime: Infinity });

/** The addresses that deliveries come from; none where the operator names none. */
export function useSourceIps() {
  return useQuery(sourceIpsQuery);
}

export const NO_SOURCE_IPS = 'The addresses that deliveries come from could not be loaded.';

/** Asks for them while the code of a page that shows them is on the way. */
export function prefetchSourceIps(): void {
  if (!isKnownViewer()) void queryClient.prefetchQuery(sourceIpsQuery);
}
