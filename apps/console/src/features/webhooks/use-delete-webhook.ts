import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

const deletedHere = new Set<string>();

/** Whether somebody has deleted it in this tab: it goes at once, also from rows that do not move. */
export function isDeletedHere({ id }: { id: string }): boolean {
  return deletedHere.has(id);
}

export function useDeleteWebhook() {
  return useMutation(
    trpc.webhooks.delete.mutationOptions({
      // Not waited for: whoever asked goes with its row as soon as the list is read again, and would say nothing.
      onSuccess: (_answer, { id }) => {
        deletedHere.add(id);
        // Only the lists: the page of the deleted one is still mounted, and would ask for what is gone.
        void queryClient.invalidateQueries(trpc.webhooks.rows.pathFilter());
        void queryClient.invalidateQueries(trpc.webhooks.activity.pathFilter());
        void queryClient.invalidateQueries(trpc.metrics.overview.pathFilter());
      },
    }),
  );
}
