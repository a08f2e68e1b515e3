import { useMutation } from '@tanstack/react-query';
import type { Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';

import { trpc } from '../../api/client.ts';
import { tellFailure } from '../../ui/tell-failure.ts';
import { showDelivery } from './delivery-query.ts';
import { readDeliveryAgain } from './read-delivery-again.ts';
import { asRetried, isAwaited, whyNotRetried } from './retrying.ts';
import { useDelivery } from './use-delivery.ts';

/** Attempts a delivery now, shows it as under way before the server has said so, and follows it until it is done. */
export function useRetryDelivery(delivery: Delivery, webhook: Pick<Webhook, 'status'> | undefined) {
  const retry = useMutation(
    trpc.deliveries.retry.mutationOptions({
      onMutate: async () => {
        await showDelivery(asRetried(delivery, Date.now()));
        return delivery;
      },
      onSuccess: showDelivery,
      // As it was when that was asked for: what is drawn since, and called here, has it as it was expected to become.
      onError: async (error, _asked, before) => {
        if (before) await showDelivery(before);
        tellFailure(error, 'retry the delivery', 'The delivery is unchanged.');
      },
      // Nobody waits for that: it can be asked for again at once.
      onSettled: () => void readDeliveryAgain(delivery.id),
    }),
  );
  useDelivery(retry.data && isAwaited(delivery, retry.data) ? delivery.id : undefined);
  return {
    /** Once while it is under way: a button that were disabled meanwhile would lose the focus. */
    start: () => {
      if (!retry.isPending) retry.mutate({ id: delivery.id });
    },
    isAsked: !retry.isIdle,
    /** Why it cannot be retried; null when it can. */
    refused: whyNotRetried(webhook),
  };
}
