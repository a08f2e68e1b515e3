import { createFileRoute, redirect } from '@tanstack/react-router';

import { queryClient } from '../api/client.ts';
import { enterPortal, PortalError } from '../features/portal/enter-portal.ts';
import { PortalPage } from '../features/portal/portal-page.tsx';

/** Where portal links lead: in, or to the reason why not. */
export const Route = createFileRoute('/portal')({
  beforeLoad: async ({ location }) => {
    try {
      await enterPortal(location.hash);
    } catch (error) {
      if (error instanceof PortalError) return { reason: error.message };
      throw error;
    }
    // Whoever was signed in before, nothing of theirs may show.
    queryClient.clear();
    // In place of this page, whose address holds the token.
    throw redirect({ to: '/dashboard/settings/webhooks', replace: true });
  },
  component: PortalRoute,
});

function PortalRoute() {
  const { reason } = Route.useRouteContext();
  return <PortalPage reason={reason} />;
}
