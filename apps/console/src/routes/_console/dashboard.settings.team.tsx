import { createFileRoute } from '@tanstack/react-router';

import { MembersOnly } from '../../features/session/members-only.tsx';
import { TeamPage } from '../../features/team/team-page.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/team')({ component: TeamRoute });

function TeamRoute() {
  return (
    <MembersOnly title="Team" from="admin">
      <TeamPage />
    </MembersOnly>
  );
}
