import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

export function useDeleteWebhook() {
  return useMutation(
    trpc.webhooks.delete.mutationOptions({
      // Not waited for: whoever asked goes with its row as soon as the list is read again, and would say nothing.
      onSuccess: () => {
        // Only the lists: the page of the deleted one is still mounted, and would ask for what is gone.
        void queryClient.invalidateQueries(trpc.webhooks.rows.pathFilter());
        void queryClient.invalidateQueries(trpc.webhooks.activity.pathFilter());
        void queryClient.invalidateQueries(trpc.metrics.overview.pathFilter());
      },
    }),
  );
}
