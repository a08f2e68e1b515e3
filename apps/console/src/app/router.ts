import { createRouter } from '@tanstack/react-router';

import { queryClient, trpc } from '../api/client.ts';
import { noAccount, signedOut } from '../api/occasions.ts';
import { cameByPortal } from '../features/portal/portal-mark.ts';
import { routeTree } from '../routeTree.gen.ts';
import { isUnsaved } from '../ui/unsaved.ts';
import { PageError } from './page-error.tsx';

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  // TanStack Query holds the data; the router must not keep a second copy of it.
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 150,
  defaultPendingMinMs: 300,
  defaultErrorComponent: PageError,
  scrollRestoration: true,
});

// The code of a page comes while it is asked who is signed in, not after that. What is missing is asked for once more.
router.subscribe('onBeforeLoad', ({ toLocation }) => {
  const [routes] = router.getMatchedRoutes(toLocation.pathname);
  for (const route of routes) router.loadRouteChunk(route)?.catch(() => undefined);
});

function wasSignedIn(): boolean {
  return queryClient.getQueryData(trpc.session.me.queryKey()) !== undefined;
}

signedOut.on(() => {
  if (router.state.location.pathname === '/sign-in') return;
  // What was typed, or is shown once, stays in sight. Whoever saves reads why that failed, with the way to sign in beside it.
  if (isUnsaved()) return;
  if (cameByPortal()) return void router.navigate({ to: '/portal' });
  void router.navigate({
    to: '/sign-in',
    search: { next: router.state.location.href, ...(wasSignedIn() && { ended: true }) },
  });
});

noAccount.on(() => {
  if (router.state.location.pathname === '/no-account') return;
  // Whatever is unsaved has nowhere to be saved to. Forgotten only then: what is shown until then needs it.
  void router.navigate({ to: '/no-account', ignoreBlocker: true }).then(() => queryClient.clear());
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** A step of a form that was gone to from the one before. */
    isLaterStep?: boolean;
  }
}
