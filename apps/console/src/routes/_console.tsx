import { createFileRoute, Outlet, redirect } from '@tanstack/react-router';

import { queryClient } from '../api/client.ts';
import { isForbidden, isSignedOut } from '../api/failure.ts';
import { NotFound } from '../app/not-found.tsx';
import { cameByPortal } from '../features/portal/portal-mark.ts';
import { LeftAccount } from '../features/session/left-account.tsx';
import { enterAccount } from '../features/session/enter-account.ts';
import { sessionQuery, useSession } from '../features/session/use-session.ts';
import { useConnection } from '../live/use-connection.ts';
import { Shell } from '../shell/shell.tsx';

/** Everything behind the sign-in. */
export const Route = createFileRoute('/_console')({
  beforeLoad: async ({ location }) => {
    try {
      await enterAccount(location.href, await queryClient.ensureQueryData(sessionQuery));
    } catch (error) {
      if (isSignedOut(error)) {
        if (cameByPortal()) throw redirect({ to: '/portal' });
        throw redirect({ to: '/sign-in', search: { next: location.href } });
      }
      if (isForbidden(error)) throw redirect({ to: '/no-account' });
      throw error;
    }
  },
  component: ConsoleRoute,
  notFoundComponent: NotFound,
});

function ConsoleRoute() {
  const { brand } = useSession();
  useConnection(); // from here on, whatever page is shown
  return (
    <Shell brand={brand}>
      <Outlet />
      <LeftAccount />
    </Shell>
  );
}
