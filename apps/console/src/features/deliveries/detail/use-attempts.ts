import { useQuery } from '@tanstack/react-query';
import type { Attempt, Delivery } from '@tidings/delivery/schema';

import { client, trpc } from '../../../api/client.ts';

const LARGEST_PAGE = 100;
const CATCH_UP_MS = 1_000;

async function readAll(id: string): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await client.deliveries.attempts.query({
      id,
      limit: LARGEST_PAGE,
      ...(cursor && { cursor }),
    });
    attempts.push(...page.data);
    if (page.next_cursor === null) return attempts;
    cursor = page.next_cursor;
  }
}

/** All attempts of a delivery, the first one first, read again when it is known that there are more. */
export function useAttempts(delivery: Pick<Delivery, 'id' | 'attempts_made'>) {
  return useQuery({
    queryKey: [...trpc.deliveries.attempts.queryKey({ id: delivery.id }), 'all'],
    queryFn: () => readAll(delivery.id),
    // Not before they have loaded once (see `refreshEvery`).
    refetchInterval: ({ state: { data } }) =>
      data && data.length < delivery.attempts_made ? CATCH_UP_MS : false,
  });
}
