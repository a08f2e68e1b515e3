import { createRouter } from '@tanstack/react-router';

import { onSignedOut } from '../api/client.ts';
import { cameByPortal } from '../features/portal/enter-portal.ts';
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

onSignedOut(() => {
  if (router.state.location.pathname === '/sign-in') return;
  if (cameByPortal()) return void router.navigate({ to: '/portal' });
  void router.navigate({ to: '/sign-in', search: { next: router.state.location.href } });
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
