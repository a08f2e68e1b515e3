import { useQuery } from '@tanstack/react-query';

import { useHasRole } from '../session/use-session.ts';
import { allMembersQuery } from '../team/members-query.ts';

/** Who is in the account, to choose whose actions to see. Only admins are told; others choose among those who acted. */
export function usePeople() {
  const isAdmin = useHasRole('admin');
  return useQuery({ ...allMembersQuery, staleTime: 60_000, enabled: isAdmin });
}
