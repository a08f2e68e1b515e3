import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

export function useCreateWebhook() {
  return useMutation(
    trpc.webhooks.create.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries(trpc.webhooks.pathFilter());
        void queryClient.invalidateQueries(trpc.metrics.overview.pathFilter());
      },
    }),
  );
}
