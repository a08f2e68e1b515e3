import { createFileRoute, useLocation } from '@tanstack/react-router';

import { ResetPasswordPage } from '../features/session/reset-password-page.tsx';

export const Route = createFileRoute('/reset-password')({ component: ResetPasswordRoute });

function ResetPasswordRoute() {
  // Behind `#`, so that no server and no page that is left for sees it.
  return <ResetPasswordPage token={useLocation().hash} />;
}
