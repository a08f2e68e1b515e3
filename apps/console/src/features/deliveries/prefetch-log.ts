import { queryClient, trpc } from '../../api/client.ts';
import { logQuery } from '../../log/log-query.ts';
import { eventTypesQuery } from '../catalog/event-types-query.ts';
import { isKnownViewer } from '../session/use-session.ts';
import { deliveryLog } from './delivery-log-query.ts';
import type { LogSearch } from './log-search.ts';

/**
 * Asks for all that a log shows at once, while the code of the page is still on its way. Nothing waits for it:
 * the page shows what is there and a skeleton of the rest. What was read a moment ago is not read again. For viewers
 * nothing is: they are told that the page is not for them.
 */
export function prefetchLog(id: string, search: LogSearch): void {
  if (isKnownViewer()) return;
  void queryClient.prefetchQuery(trpc.webhooks.get.queryOptions({ id }));
  void queryClient.prefetchQuery(trpc.deliveries.failedSummary.queryOptions({ id }));
  void queryClient.prefetchQuery(eventTypesQuery);
  void queryClient.prefetchQuery(logQuery(deliveryLog(id, search)));
}
