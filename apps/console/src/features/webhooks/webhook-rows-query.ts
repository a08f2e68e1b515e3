import { client, queryClient, trpc } from '../../api/client.ts';
import { patchRows } from './patch-rows.ts';

const FRESH_MS = 15_000;
/** The most that can be named at once. */
const MOST_NAMED = 100;

/** What lists show of all webhooks, in one answer. */
export const webhookRowsQuery = trpc.webhooks.rows.queryOptions({}, { staleTime: FRESH_MS });

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
