import { createFileRoute, useLocation, useRouter } from '@tanstack/react-router';

import { AcceptInvitationPage } from '../features/session/accept-invitation-page.tsx';

export const Route = createFileRoute('/accept-invitation')({ component: AcceptInvitationRoute });

function AcceptInvitationRoute() {
  const router = useRouter();
  const token = useLocation().hash;
  return <AcceptInvitationPage token={token} onJoined={() => router.history.replace('/')} />;
}
