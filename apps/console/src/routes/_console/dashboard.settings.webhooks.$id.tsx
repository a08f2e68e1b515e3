import { createFileRoute, Outlet } from '@tanstack/react-router';

import { DevelopersOnly } from '../../features/session/developers-only.tsx';

/** Every page of a webhook, also those that are added later, is for developers and admins. */
export const Route = createFileRoute('/_console/dashboard/settings/webhooks/$id')({
  component: WebhookLayout,
});

function WebhookLayout() {
  return (
    <DevelopersOnly title="Webhook">
      <Outlet />
    </DevelopersOnly>
  );
}
