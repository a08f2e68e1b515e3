import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { readDeliveryAgain } from './read-delivery-again.ts';

export function useCancelDelivery() {
  return useMutation(
    trpc.deliveries.cancel.mutationOptions({
      onSuccess: () =>
        notifications.show({
          title: 'The delivery was cancelled',
          message: 'No further attempt is made by itself.',
        }),
      onSettled: (_delivery, _error, { id }) => readDeliveryAgain(id),
    }),
  );
}
