import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';

export function useMembers() {
  return useQuery(trpc.team.members.queryOptions());
}
