import { queryOptions } from '@tanstack/react-query';

import { client, trpc } from '../../../api/client.ts';
import { readAll } from '../../../api/read-all.ts';

/** Deliveries of seven days of all webhooks, page by page: all of them are put in order by it. */
export const volumesQuery = queryOptions({
  queryKey: [...trpc.metrics.volumes.pathKey(), 'all'] as const,
  queryFn: ({ signal }) => readAll((cursor) => client.metrics.volumes.query({ cursor }, { signal })),
});
