import { queryClient, trpc } from '../../api/client.ts';
import { eventTypesQuery } from '../catalog/event-types-query.ts';
import { latestAttemptsQuery } from '../deliveries/latest-attempts-query.ts';
import { prefetchHealth } from '../health/stats-query.ts';
import { isKnownViewer } from '../session/use-session.ts';
import { LINES_AT_ONCE } from './limits.ts';
import { inOrder, narrow } from './overview/narrow.ts';
import { sparklinesQuery } from './overview/sparklines-query.ts';
import { volumesQuery } from './overview/volumes-query.ts';
import type { WebhooksSearch } from './overview/webhooks-search.ts';
import { overviewQuery } from './overview-query.ts';
import { webhookRowsQuery } from './webhook-rows-query.ts';

/** Asks for all that the overview shows at once, while its code is on the way. It is not waited for. */
export function prefetchOverview(search: WebhooksSearch): void {
  if (isKnownViewer()) return;
  void prefetchRows(search);
  void queryClient.prefetchQuery(overviewQuery());
  void queryClient.prefetchQuery(trpc.webhooks.activity.queryOptions({}));
  void queryClient.prefetchQuery(eventTypesQuery);
  if (search.webhook !== undefined) prefetchPanel(search.webhook);
}

/** And the lines of those rows that are on screen first, as soon as it is known which these are. */
async function prefetchRows(search: WebhooksSearch): Promise<void> {
  await Promise.all([
    queryClient.prefetchQuery(webhookRowsQuery),
    search.sort && queryClient.prefetchQuery(volumesQuery),
    search.category && queryClient.prefetchQuery(eventTypesQuery),
  ]);
  const webhooks = queryClient.getQueryData(webhookRowsQuery.queryKey)?.data ?? [];
  const types = queryClient.getQueryData(eventTypesQuery.queryKey)?.data;
  const volumes = queryClient.getQueryData(volumesQuery.queryKey)?.data ?? [];
  const volumeOf = new Map(volumes.map(({ webhook_id: id, deliveries }) => [id, deliveries]));
  const rows = inOrder(narrow(webhooks, search, types) ?? [], search.sort, (id) => volumeOf.get(id) ?? 0);
  if (rows.length === 0) return;
  await queryClient.prefetchQuery(sparklinesQuery(rows.slice(0, LINES_AT_ONCE).map(({ id }) => id)));
}

/** What stands beside the overview, of the webhook that a link is about. */
function prefetchPanel(id: string): void {
  void queryClient.prefetchQuery(trpc.webhooks.get.queryOptions({ id }));
  prefetchHealth(id, '7d');
  void queryClient.prefetchQuery(latestAttemptsQuery(id));
}
