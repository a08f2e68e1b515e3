import { queryOptions, skipToken } from '@tanstack/react-query';
import type { Delivery } from '@tidings/delivery/schema';

import { client, queryClient, trpc } from '../../api/client.ts';
import { patchLogs, stopReadingLogs } from './delivery-log-query.ts';

/** One delivery, or none. What is read stands in the logs as well: they read only their newest rows again. */
export function deliveryQuery(id: string | undefined) {
  return queryOptions({
    queryKey: trpc.deliveries.get.queryKey({ id: id ?? '' }),
    queryFn:
      id === undefined
        ? skipToken
        : async ({ signal }): Promise<Delivery> => {
            // Without the signal an answer that nobody waits for any longer would still go into the logs.
            const delivery = await client.deliveries.get.query({ id }, { signal });
            patchLogs(delivery);
            return delivery;
          },
  });
}

/** Shows a delivery as it is now known, or expected, to be, wherever it stands. */
export async function showDelivery(delivery: Delivery): Promise<void> {
  const { queryKey } = deliveryQuery(delivery.id);
  // What is being read may be older than this.
  await Promise.all([stopReadingLogs(), queryClient.cancelQueries({ queryKey })]);
  patchLogs(delivery);
  queryClient.setQueryData(queryKey, (known) => known && delivery);
}
