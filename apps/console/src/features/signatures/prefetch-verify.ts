import { queryClient } from '../../api/client.ts';
import { attemptsQuery } from '../deliveries/attempts-query.ts';
import { deliveryQuery } from '../deliveries/delivery-query.ts';
import { isKnownViewer } from '../session/use-session.ts';
import { prefetchWebhook } from '../webhooks/prefetch-webhook.ts';
import type { VerifySearch } from './verify-search.ts';

/** Asks for what a link fills the verifier in with, while the page's code is still on its way. Nothing waits for it. */
export function prefetchVerify({ webhook, delivery, attempt }: VerifySearch): void {
  if (isKnownViewer()) return;
  if (webhook !== undefined) prefetchWebhook(webhook);
  else if (delivery !== undefined) void queryClient.prefetchQuery(deliveryQuery(delivery));
  if (delivery !== undefined && attempt !== undefined)
    void queryClient.prefetchQuery(attemptsQuery(delivery));
}
