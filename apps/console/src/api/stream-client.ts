import type { AppRouter } from '@tidings/server';
import { createTRPCClient, httpSubscriptionLink } from '@trpc/client';

import { shownAccount } from './client.ts';

/** For what the server tells by itself; apart, as no page waits for it. */
export const streamClient = createTRPCClient<AppRouter>({
  // A browser sends no headers of ours with it.
  links: [httpSubscriptionLink({ url: '/trpc', connectionParams: shownAccount })],
});
