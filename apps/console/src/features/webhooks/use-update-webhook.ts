import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

export function useUpdateWebhook() {
  return useMutation(
    trpc.webhooks.update.mutationOptions({
      onSuccess: (webhook) => {
        queryClient.setQueryData(trpc.webhooks.get.queryKey({ id: webhook.id }), webhook);
        void queryClient.invalidateQueries(trpc.webhooks.pathFilter());
      },
    }),
  );
}
