import { useMutation } from '@tanstack/react-query';
import type { Webhook } from '@tidings/endpoint/schema';

import { queryClient, trpc } from '../../api/client.ts';

export function useUpdateWebhook() {
  return useMutation(trpc.webhooks.update.mutationOptions({ onSuccess: showUpdated }));
}

/** Shows what was saved wherever the webhook stands. */
export function showUpdated(webhook: Webhook): void {
  queryClient.setQueryData(trpc.webhooks.get.queryKey({ id: webhook.id }), webhook);
  void queryClient.invalidateQueries(trpc.webhooks.pathFilter());
}
