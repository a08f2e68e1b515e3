import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { readDeliveryAgain } from './read-delivery-again.ts';

export function useCancelDelivery() {
  return useMutation(
    trpc.deliveries.cancel.mutationOptions({
      onSuccess: ({ status }) =>
        notifications.show(
          status === 'cancelled'
            ? { title: 'The delivery was cancelled', message: 'No further attempt is made by itself.' }
            : {
                title: 'No further attempt will be made',
                message: 'One is under way and cannot be called back; it decides how the delivery ends.',
              },
        ),
      onSettled: (_delivery, _error, { id }) => readDeliveryAgain(id),
    }),
  );
}
