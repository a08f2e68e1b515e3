import { createFileRoute, useLocation, useRouter } from '@tanstack/react-router';
import { useState } from 'react';

import { AcceptInvitationPage } from '../features/session/accept-invitation-page.tsx';

export const Route = createFileRoute('/accept-invitation')({
  loader: async ({ location: { hash } }) => {
    // Every route is known to the first page, and few come by an invitation.
    const { prefetchInvitation } = await import('../features/session/invitation-query.ts');
    prefetchInvitation(hash);
  },
  component: AcceptInvitationRoute,
});

function AcceptInvitationRoute() {
  const router = useRouter();
  const { hash } = useLocation();
  const [token, setToken] = useState(hash);
  // On the way to the console the link is no longer in the address, and nothing is to be asked with an empty one.
  if (hash !== '' && hash !== token) setToken(hash);
  return <AcceptInvitationPage token={token} onJoined={() => router.history.replace('/')} />;
}
