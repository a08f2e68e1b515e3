import { queryClient, trpc } from '../../api/client.ts';
import { logQuery } from '../../log/log-query.ts';
import { eventTypesQuery } from '../catalog/event-types-query.ts';
import { deliveryQuery } from '../deliveries/delivery-query.ts';
import { isKnownViewer } from '../session/use-session.ts';
import { webhookRowsQuery } from '../webhooks/webhook-rows-query.ts';
import { eventLog } from './event-log-query.ts';
import type { EventsSearch } from './events-search.ts';
import { replaysQuery } from './replay/replays-query.ts';

/** Asks for all that the page shows at once, while its code is still on its way. Nothing waits for it. */
export function prefetchEvents(search: EventsSearch): void {
  void queryClient.prefetchQuery(eventTypesQuery);
  void queryClient.prefetchQuery(logQuery(eventLog(search)));
  if (search.event) void prefetchEvent(search.event);
  if (isKnownViewer()) return;
  // How many are under way stands above the log.
  void queryClient.prefetchInfiniteQuery(replaysQuery);
  if (search.replay !== undefined) prefetchPanel(search.replay);
}

/** An event that is open, the names of those that were told, and when those are told that it has not reached yet. */
async function prefetchEvent(id: string): Promise<void> {
  const eventQuery = trpc.events.get.queryOptions({ id });
  if (isKnownViewer()) return queryClient.prefetchQuery(eventQuery);
  void queryClient.prefetchQuery(webhookRowsQuery);
  await queryClient.prefetchQuery(eventQuery);
  for (const { result, delivery_id: delivery } of queryClient.getQueryData(eventQuery.queryKey)?.explain ??
    [])
    if (result === 'pending' && delivery !== null) void queryClient.prefetchQuery(deliveryQuery(delivery));
}

/** What the panel at the side needs. */
function prefetchPanel(replay: string): void {
  void queryClient.prefetchQuery(webhookRowsQuery);
  if (replay !== 'new' && replay !== 'all')
    void queryClient.prefetchQuery(trpc.replays.get.queryOptions({ id: replay }));
}
