import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

export function useDeleteWebhook() {
  return useMutation(
    trpc.webhooks.delete.mutationOptions({
      onSuccess: () =>
        // Only the lists: the page of the deleted one is still mounted, and would ask for what is gone.
        Promise.all([
          queryClient.invalidateQueries(trpc.webhooks.list.pathFilter()),
          queryClient.invalidateQueries(trpc.webhooks.activity.pathFilter()),
        ]),
    }),
  );
}
