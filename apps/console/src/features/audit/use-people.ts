import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';

/** Who is in the account, to choose whose actions to see. */
export function usePeople() {
  return useQuery(trpc.team.members.queryOptions(undefined, { staleTime: 60_000 }));
}
