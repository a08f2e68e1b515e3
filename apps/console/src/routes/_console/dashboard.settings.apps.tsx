import { createFileRoute } from '@tanstack/react-router';

import { AppsPage } from '../../features/apps/apps-page.tsx';
import { MembersOnly } from '../../features/session/members-only.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/apps')({ component: AppsRoute });

function AppsRoute() {
  return (
    <MembersOnly title="Apps" from="developer">
      <AppsPage />
    </MembersOnly>
  );
}
