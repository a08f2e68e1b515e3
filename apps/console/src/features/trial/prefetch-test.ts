import { queryClient, trpc } from '../../api/client.ts';
import { eventTypesQuery } from '../catalog/event-types-query.ts';
import { isKnownViewer } from '../session/use-session.ts';
import { prefetchWebhook } from '../webhooks/prefetch-webhook.ts';
import { pastEventsQuery } from './past-events-query.ts';
import type { TestSearch } from './test-search.ts';

/** Asks for all that the page shows at once, while its code is still on its way. Nothing waits for it. */
export function prefetchTest(id: string, { from, type, event, q }: TestSearch): void {
  if (isKnownViewer()) return;
  prefetchWebhook(id);
  void queryClient.prefetchQuery(eventTypesQuery);
  if (from === 'event') void queryClient.prefetchInfiniteQuery(pastEventsQuery({ type, q }));
  if (event !== undefined) void queryClient.prefetchQuery(trpc.events.get.queryOptions({ id: event }));
}
