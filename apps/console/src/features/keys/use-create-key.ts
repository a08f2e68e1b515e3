import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

export function useCreateKey() {
  return useMutation(
    trpc.keys.create.mutationOptions({
      // The answer holds the key itself: it goes when the page that shows it does.
      gcTime: 0,
      onSuccess: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.keys.list.pathFilter()),
          queryClient.invalidateQueries(trpc.apps.list.pathFilter()),
        ]),
    }),
  );
}
