import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

export function useClearInbox() {
  return useMutation(
    trpc.play.clear.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.play.pathFilter()),
    }),
  );
}
