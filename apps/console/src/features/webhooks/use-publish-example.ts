import { useMutation } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';

export function usePublishExample() {
  return useMutation(
    trpc.events.publish.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: ['delivery-log'] });
        void queryClient.invalidateQueries(trpc.webhooks.activity.pathFilter());
      },
    }),
  );
}
