import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';
import { useSession } from '../session/use-session.ts';

/** In force with the next request, also one's own: then what the console offers changes with it. */
export function useChangeRole() {
  const { user } = useSession();
  return useMutation(
    trpc.team.changeRole.mutationOptions({
      onSuccess: async (_answer, { user_id }) => {
        if (user_id === user.id) await queryClient.invalidateQueries(trpc.session.me.pathFilter());
        await queryClient.invalidateQueries(trpc.team.members.pathFilter());
      },
    }),
  );
}
