import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import type { AppRouter } from '@tidings/server';
import { createTRPCClient, httpLink } from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';

import { isOfLeftAccount, isSignedOut, isWorthRetrying } from './failure.ts';

const signedOutListeners = new Set<() => void>();

/** Calls back when any query learns that the session has ended. Returns the way to stop. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

const leftAccountListeners = new Set<() => void>();

/** Calls back when the server says that the page shows an account which was left elsewhere. Returns the way to stop. */
export function onLeftAccount(listener: () => void): () => void {
  leftAccountListeners.add(listener);
  return () => leftAccountListeners.delete(listener);
}

function tellOfLeftAccount(error: unknown): void {
  if (isOfLeftAccount(error)) for (const listener of leftAccountListeners) listener();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (isSignedOut(error)) for (const listener of signedOutListeners) listener();
      tellOfLeftAccount(error);
    },
  }),
  mutationCache: new MutationCache({ onError: tellOfLeftAccount }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && isWorthRetrying(error),
    },
  },
});

/**
 * The account that is shown, once it is known. The cookie is the same in all tabs: without it what is done here would
 * happen in the account that another tab went to.
 */
function shownAccount(): Record<string, string> {
  const session = queryClient.getQueryData(trpc.session.me.queryKey());
  return session ? { 'tidings-account': session.account.id } : {};
}

// One request a call, not a batch: a slow list must not hold back the session or the catalog.
export const client = createTRPCClient<AppRouter>({
  links: [httpLink({ url: '/trpc', headers: shownAccount })],
});

export const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
