import { queryOptions } from '@tanstack/react-query';

import { client, trpc } from '../../api/client.ts';
import { readAll } from '../../api/read-all.ts';

const LARGEST_PAGE = 100;

/** All attempts of a delivery, the first one first. */
export function attemptsQuery(id: string) {
  return queryOptions({
    queryKey: [...trpc.deliveries.attempts.queryKey({ id }), 'all'],
    queryFn: async ({ signal }) => {
      const page = (cursor?: string) =>
        client.deliveries.attempts.query({ id, limit: LARGEST_PAGE, cursor }, { signal });
      return (await readAll(page)).data;
    },
  });
}
