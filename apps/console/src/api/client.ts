import { hashKey, MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import type { AppRouter } from '@tidings/server';
import { createTRPCClient, httpLink } from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';

import { isForbidden, isOfLeftAccount, isSignedOut, isWorthRetrying } from './failure.ts';
import { keepFailures } from './keep-failures.ts';
import { leftAccount, noAccount, signedOut } from './occasions.ts';
import { oneOfEqual } from './one-of-equal.ts';
import { withoutDirection } from './without-direction.ts';

function tellOfLeftAccount(error: unknown): void {
  if (isOfLeftAccount(error)) leftAccount.tell();
}

/** A refusal may come of another role, or of an account that is gone: who they are now says which. */
function askWhoTheyAre(error: unknown): void {
  if (isForbidden(error)) void queryClient.invalidateQueries(trpc.session.me.pathFilter());
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryHash }) => {
      if (isSignedOut(error)) signedOut.tell();
      tellOfLeftAccount(error);
      if (queryHash !== hashKey(trpc.session.me.queryKey())) askWhoTheyAre(error);
      // Every member of an account may ask who they are.
      else if (isForbidden(error)) noAccount.tell();
    },
  }),
  mutationCache: new MutationCache({
    onError: (error) => {
      tellOfLeftAccount(error);
      askWhoTheyAre(error);
    },
  }),
  defaultOptions: {
    // A browser that calls itself offline may reach a server of its own network, and what it cannot reach is to be told.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      refetchOnReconnect: true,
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && isWorthRetrying(error),
    },
  },
});

keepFailures(queryClient);

/**
 * The account that is shown, once it is known. The cookie is the same in all tabs: without it what is done here would
 * happen in the account that another tab went to.
 */
export function shownAccount(): Record<string, string> {
  const session = queryClient.getQueryData(trpc.session.me.queryKey());
  return session ? { 'tidings-account': session.account.id } : {};
}

/** For a call that is about whoever is signed in, in whichever account they are by now. */
export const WHEREVER = { context: { isWherever: true } };

// One request a call, not a batch: a slow list must not hold back the session or the catalog.
export const client = createTRPCClient<AppRouter>({
  links: [
    withoutDirection,
    httpLink({
      url: '/trpc',
      headers: ({ op }) => (op.context['isWherever'] ? {} : shownAccount()),
      fetch: oneOfEqual(),
    }),
  ],
});

export const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
