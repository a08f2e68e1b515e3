import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

export function useRemoveMember() {
  return useMutation(
    trpc.team.remove.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.team.members.pathFilter()),
    }),
  );
}
