import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Delivery } from '@tidings/delivery/schema';

import { trpc } from '../../../api/client.ts';

const UNDER_WAY_MS = 2_000;

/** The attempts of a delivery, read again for as long as more may come. */
export function useAttempts(delivery: Pick<Delivery, 'id' | 'status' | 'attempts_made'>) {
  const settled = delivery.status !== 'pending' && delivery.status !== 'retrying';
  return useQuery(
    trpc.deliveries.attempts.queryOptions(
      { id: delivery.id },
      {
        refetchInterval: (query) => {
          const made = query.state.data?.data.length;
          // Not before it has loaded once (see `refreshEvery`), nor after the last attempt.
          return made === undefined || (settled && made >= delivery.attempts_made) ? false : UNDER_WAY_MS;
        },
        placeholderData: keepPreviousData,
      },
    ),
  );
}
