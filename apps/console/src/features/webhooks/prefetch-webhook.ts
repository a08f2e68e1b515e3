import { queryClient, trpc } from '../../api/client.ts';
import { eventTypesQuery } from '../catalog/event-types-query.ts';
import { prefetchInbox } from '../play/use-inbox.ts';
import { isKnownViewer } from '../session/use-session.ts';
import { prefetchSourceIps } from '../webhook-form/use-source-ips.ts';

/** Asks for a webhook while the code of one of its pages is on the way. Nothing waits for it. */
export function prefetchWebhook(id: string): void {
  if (!isKnownViewer()) void queryClient.prefetchQuery(trpc.webhooks.get.queryOptions({ id }));
}

/** The same of what the form of a webhook offers: event types, the URL of the built-in receiver, source addresses. */
export function prefetchForm(): void {
  if (isKnownViewer()) return;
  void queryClient.prefetchQuery(eventTypesQuery);
  prefetchInbox();
  prefetchSourceIps();
}
