import { createFileRoute } from '@tanstack/react-router';

import { AppsPage } from '../../features/apps/apps-page.tsx';
import { AdminOnly } from '../../features/session/admin-only.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/apps')({ component: AppsRoute });

function AppsRoute() {
  return (
    <AdminOnly title="Apps">
      <AppsPage />
    </AdminOnly>
  );
}
