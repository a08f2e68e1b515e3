import { queryOptions } from '@tanstack/react-query';
import type { ListedWebhook } from '@tidings/endpoint/schema';

import { client, queryClient, trpc } from '../../api/client.ts';
import { readAll } from '../../api/read-all.ts';
import { patchRows } from './patch-rows.ts';

const FRESH_MS = 15_000;
/** The most that can be named at once. */
const MOST_NAMED = 100;

/**
 * What lists show of all webhooks, page by page, a thousand in each: they are searched, put in order and called by their
 * names from here.
 */
export const webhookRowsQuery = queryOptions({
  // Below the key of the procedure, so that who changes a webhook finds it.
  queryKey: [...trpc.webhooks.rows.pathKey(), 'all'] as const,
  queryFn: ({ signal }): Promise<{ data: ListedWebhook[] }> =>
    readAll((cursor) => client.webhooks.rows.query({ cursor }, { signal })),
  staleTime: FRESH_MS,
});

/** Reads the rows of these webhooks alone, where all are shown; where they are not, all are read when they are. */
export async function readRowsAgain(ids: readonly string[]): Promise<void> {
  const { queryKey } = webhookRowsQuery;
  const query = queryClient.getQueryCache().find({ queryKey, exact: true });
  if (query?.state.data === undefined) return;
  // What is being read may be older than the news.
  if (!query.isActive() || query.state.fetchStatus !== 'idle' || ids.length > MOST_NAMED)
    return queryClient.invalidateQueries({ queryKey, exact: true });
  const { data } = await client.webhooks.rows.query({ ids: [...ids] });
  queryClient.setQueryData(queryKey, (known) => known && { data: patchRows(known.data, ids, data) });
}
