import { queryOptions } from '@tanstack/react-query';
import type { Attempt } from '@tidings/delivery/schema';

import { client, trpc } from '../../api/client.ts';

const LARGEST_PAGE = 100;

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

/** All attempts of a delivery, the first one first. */
export function attemptsQuery(id: string) {
  return queryOptions({
    queryKey: [...trpc.deliveries.attempts.queryKey({ id }), 'all'],
    queryFn: () => readAll(id),
  });
}
