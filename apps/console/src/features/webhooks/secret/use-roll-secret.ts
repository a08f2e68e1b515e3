import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../../api/client.ts';

/** Gives a webhook a new secret. What is kept of the answer in the cache is the webhook, without the secret. */
export function useRollSecret() {
  return useMutation(
    trpc.webhooks.rollSecret.mutationOptions({
      gcTime: 0,
      onSuccess: ({ secret: _secret, overlap_ends_at: _ends, ...webhook }) => {
        queryClient.setQueryData(trpc.webhooks.get.queryKey({ id: webhook.id }), webhook);
        void queryClient.invalidateQueries(trpc.webhooks.pathFilter());
      },
    }),
  );
}
