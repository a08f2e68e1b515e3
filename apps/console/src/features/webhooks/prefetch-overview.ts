import { queryClient, trpc } from '../../api/client.ts';
import { eventTypesQuery } from '../catalog/event-types-query.ts';
import { isKnownViewer } from '../session/use-session.ts';
import { overviewQuery } from './overview-query.ts';
import { webhookRowsQuery } from './webhook-rows-query.ts';

/** Asks for all that the overview shows at once, while its code is on the way. It is not waited for. */
export function prefetchOverview(): void {
  if (isKnownViewer()) return;
  void queryClient.prefetchQuery(webhookRowsQuery);
  void queryClient.prefetchQuery(overviewQuery());
  void queryClient.prefetchQuery(trpc.metrics.sparklines.queryOptions({}));
  void queryClient.prefetchQuery(trpc.webhooks.activity.queryOptions({}));
  void queryClient.prefetchQuery(eventTypesQuery);
}
