import { createFileRoute } from '@tanstack/react-router';

import { queryClient } from '../../api/client.ts';
import { AppsPage } from '../../features/apps/apps-page.tsx';
import { appsQuery } from '../../features/apps/apps-query.ts';
import { MembersOnly } from '../../features/session/members-only.tsx';
import { isKnownMember } from '../../features/session/use-session.ts';

export const Route = createFileRoute('/_console/dashboard/settings/apps')({
  loader: () => {
    if (isKnownMember('developer')) void queryClient.prefetchInfiniteQuery(appsQuery);
  },
  component: AppsRoute,
});

function AppsRoute() {
  return (
    <MembersOnly title="Apps" from="developer">
      <AppsPage />
    </MembersOnly>
  );
}
