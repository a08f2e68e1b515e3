import { queryClient, trpc } from '../../api/client.ts';
import { logQuery } from '../../log/log-query.ts';
import { eventTypesQuery } from '../catalog/event-types-query.ts';
import { statsQuery } from '../health/stats-query.ts';
import { isKnownViewer } from '../session/use-session.ts';
import { attemptsQuery } from './attempts-query.ts';
import { deliveryLog } from './delivery-log-query.ts';
import { deliveryQuery } from './delivery-query.ts';
import type { LogSearch } from './log-search.ts';

/**
 * Asks for all that a log shows at once, while the code of the page is still on its way. Nothing waits for it:
 * the page shows what is there and a skeleton of the rest. For viewers
 * nothing is asked: they are told that the page is not for them.
 */
export function prefetchLog(id: string, search: LogSearch): void {
  if (isKnownViewer()) return;
  void queryClient.prefetchQuery(trpc.webhooks.get.queryOptions({ id }));
  void queryClient.prefetchQuery(trpc.notifications.banner.queryOptions({ id }));
  void queryClient.prefetchQuery(statsQuery(id, '24h')); // of which the banner of one that fails tells
  void queryClient.prefetchQuery(trpc.deliveries.failedSummary.queryOptions({ id }));
  void queryClient.prefetchQuery(eventTypesQuery);
  void queryClient.prefetchQuery(logQuery(deliveryLog(id, search)));
  if (search.delivery === undefined) return;
  void queryClient.prefetchQuery(deliveryQuery(search.delivery));
  void queryClient.prefetchQuery(attemptsQuery(search.delivery));
}
