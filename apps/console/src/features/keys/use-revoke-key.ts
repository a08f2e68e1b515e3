import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

export function useRevokeKey() {
  return useMutation(
    trpc.keys.revoke.mutationOptions({
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.keys.list.pathFilter()),
          queryClient.invalidateQueries(trpc.apps.list.pathFilter()),
        ]),
    }),
  );
}
