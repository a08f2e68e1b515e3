import { createFileRoute } from '@tanstack/react-router';

import { queryClient, trpc } from '../../api/client.ts';
import { MembersOnly } from '../../features/session/members-only.tsx';
import { isKnownMember } from '../../features/session/use-session.ts';
import { membersQuery } from '../../features/team/members-query.ts';
import { TeamPage } from '../../features/team/team-page.tsx';
import { teamSearch } from '../../features/team/team-search.ts';

export const Route = createFileRoute('/_console/dashboard/settings/team')({
  validateSearch: teamSearch,
  loader: () => {
    if (!isKnownMember('admin')) return;
    void queryClient.prefetchInfiniteQuery(membersQuery);
    void queryClient.prefetchQuery(trpc.team.invitations.queryOptions());
  },
  component: TeamRoute,
});

function TeamRoute() {
  const { invite } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <MembersOnly title="Team" from="admin">
      <TeamPage
        inviting={invite ?? false}
        onInviting={(isInviting) =>
          void navigate({ search: { invite: isInviting || undefined }, replace: true })
        }
      />
    </MembersOnly>
  );
}
