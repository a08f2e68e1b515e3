import { queryClient, trpc } from '../../api/client.ts';
import { logQuery } from '../../log/log-query.ts';
import { eventTypesQuery } from '../catalog/event-types-query.ts';
import { isKnownViewer } from '../session/use-session.ts';
import { webhookRowsQuery } from '../webhooks/webhook-rows-query.ts';
import { eventLog } from './event-log-query.ts';
import type { EventsSearch } from './events-search.ts';
import { replaysQuery } from './replay/replays-query.ts';

/** Asks for all that the page shows at once, while its code is still on its way. Nothing waits for it. */
export function prefetchEvents(search: EventsSearch): void {
  void queryClient.prefetchQuery(eventTypesQuery);
  void queryClient.prefetchQuery(logQuery(eventLog(search)));
  if (search.event) void queryClient.prefetchQuery(trpc.events.get.queryOptions({ id: search.event }));
  if (search.replay !== undefined && !isKnownViewer()) prefetchPanel(search.replay);
}

/** What the panel at the side needs. */
function prefetchPanel(replay: string): void {
  if (replay === 'new') void queryClient.prefetchQuery(webhookRowsQuery);
  else if (replay === 'all') void queryClient.prefetchInfiniteQuery(replaysQuery);
  else void queryClient.prefetchQuery(trpc.replays.get.queryOptions({ id: replay }));
}
