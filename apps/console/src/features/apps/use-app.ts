import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';

/** One app as it is now, not as a list had it: what would go with it is shown before it goes. */
export function useApp(id: string, { enabled }: { enabled: boolean }) {
  return useQuery(trpc.apps.get.queryOptions({ id }, { enabled, staleTime: 0, gcTime: 0 }));
}
