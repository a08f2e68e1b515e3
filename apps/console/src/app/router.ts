import { createRouter } from '@tanstack/react-router';

import { queryClient } from '../api/client.ts';
import { noAccount, signedOut } from '../api/occasions.ts';
import { cameByPortal } from '../features/portal/portal-mark.ts';
import { routeTree } from '../routeTree.gen.ts';
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

signedOut.on(() => {
  if (router.state.location.pathname === '/sign-in') return;
  if (cameByPortal()) return void router.navigate({ to: '/portal' });
  void router.navigate({ to: '/sign-in', search: { next: router.state.location.href } });
});

noAccount.on(() => {
  if (router.state.location.pathname === '/no-account') return;
  // Only then: what is shown until then needs it.
  void router.navigate({ to: '/no-account' }).then(() => queryClient.clear());
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
