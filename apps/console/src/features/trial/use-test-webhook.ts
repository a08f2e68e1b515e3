import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';
import { logKey } from '../../log/log-query.ts';

/** Sends a webhook one test now; the delivery log has it afterwards. */
export function useTestWebhook() {
  return useMutation(
    trpc.trials.webhook.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: logKey('deliveries') }),
    }),
  );
}
