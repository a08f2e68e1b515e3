import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';

export function useInvitations() {
  return useQuery(trpc.team.invitations.queryOptions());
}
