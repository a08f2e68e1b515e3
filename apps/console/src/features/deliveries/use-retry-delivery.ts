import { useMutation } from '@tanstack/react-query';
import { notifications } from '@mantine/notifications';

import { queryClient, trpc } from '../../api/client.ts';
import { describeFailure } from '../../api/failure.ts';

export function useRetryDelivery() {
  return useMutation(
    trpc.deliveries.retry.mutationOptions({
      onSuccess: (_answer, { id }) => {
        notifications.show({
          title: 'Retry queued',
          message: 'The attempt shows here as soon as it was made.',
        });
        void queryClient.invalidateQueries({ queryKey: ['delivery-log'] });
        void queryClient.invalidateQueries(trpc.deliveries.attempts.queryFilter({ id }));
        void queryClient.invalidateQueries(trpc.deliveries.get.queryFilter({ id }));
      },
      onError: (error) => {
        const { title, detail } = describeFailure(error, 'retry the delivery');
        notifications.show({ color: 'failure', title, message: `${detail} The delivery is unchanged.` });
      },
    }),
  );
}
