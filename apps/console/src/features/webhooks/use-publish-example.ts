import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';
import { logKey } from '../../log/log-query.ts';

export function usePublishExample() {
  return useMutation(
    trpc.events.publish.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: logKey() });
        void queryClient.invalidateQueries(trpc.webhooks.activity.pathFilter());
      },
    }),
  );
}
