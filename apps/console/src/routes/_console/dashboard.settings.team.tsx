import { createFileRoute } from '@tanstack/react-router';

import { AdminOnly } from '../../features/session/admin-only.tsx';
import { TeamPage } from '../../features/team/team-page.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/team')({ component: TeamRoute });

function TeamRoute() {
  return (
    <AdminOnly title="Team">
      <TeamPage />
    </AdminOnly>
  );
}
