import { useQuery } from '@tanstack/react-query';
import type { Delivery } from '@tidings/delivery/schema';

import { attemptsQuery } from '../attempts-query.ts';

const CATCH_UP_MS = 1_000;

/** All attempts of a delivery, the first one first, read again when it is known that there are more. */
export function useAttempts(delivery: Pick<Delivery, 'id' | 'attempts_made'>) {
  return useQuery({
    ...attemptsQuery(delivery.id),
    // Not before they have loaded once (see `refreshEvery`).
    refetchInterval: ({ state: { data } }) =>
      data && data.length < delivery.attempts_made ? CATCH_UP_MS : false,
  });
}
