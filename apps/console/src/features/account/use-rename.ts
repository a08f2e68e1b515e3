import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

/** Of the person who is signed in. The menu and the list of members show it, too. */
export function useRename() {
  return useMutation(
    trpc.session.rename.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.session.me.pathFilter());
        await queryClient.invalidateQueries(trpc.team.members.pathFilter());
      },
    }),
  );
}
