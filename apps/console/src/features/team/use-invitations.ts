import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';

/** All at once: an account has 200 at most, and who has come in or was left out is none of them. */
export function useInvitations() {
  return useQuery(trpc.team.invitations.queryOptions());
}
