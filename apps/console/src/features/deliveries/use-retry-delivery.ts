import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import type { Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';

import { trpc } from '../../api/client.ts';
import { describeFailure } from '../../api/failure.ts';
import { readDeliveryAgain } from './read-delivery-again.ts';
import { changeHeld, stopReadingLogs } from './delivery-log-query.ts';
import { asRetried, whyNotRetried } from './retrying.ts';

/** Attempts a delivery now, and shows it as under way before the server has said so. */
export function useRetryDelivery(delivery: Delivery, webhook: Pick<Webhook, 'status'> | undefined) {
  const retry = useMutation(
    trpc.deliveries.retry.mutationOptions({
      onMutate: async () => {
        await stopReadingLogs();
        return { takeBack: changeHeld(asRetried(delivery, Date.now())) };
      },
      onError: (error, _input, context) => {
        context?.takeBack();
        const { title, detail } = describeFailure(error, 'retry the delivery');
        notifications.show({ color: 'failure', title, message: `${detail} The delivery is unchanged.` });
      },
      onSettled: () => readDeliveryAgain(delivery.id),
    }),
  );
  return {
    start: () => retry.mutate({ id: delivery.id }),
    pending: retry.isPending,
    /** Why it cannot be retried at this moment; null when it can. */
    refused: retry.isPending ? 'It is being retried' : whyNotRetried(delivery, webhook, Date.now()),
  };
}
