import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { useHasRole } from '../session/use-session.ts';

/** Who is in the account, to choose whose actions to see. Only admins are told; others choose among those who acted. */
export function usePeople() {
  const isAdmin = useHasRole('admin');
  return useQuery(trpc.team.members.queryOptions(undefined, { staleTime: 60_000, enabled: isAdmin }));
}
