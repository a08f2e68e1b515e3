import { createFileRoute } from '@tanstack/react-router';

import { queryClient } from '../../api/client.ts';
import { namedAppsQuery } from '../../features/apps/apps-query.ts';
import { CreateKeyPage } from '../../features/keys/create-key-page.tsx';
import { keysSearch } from '../../features/keys/keys-search.ts';
import { MembersOnly } from '../../features/session/members-only.tsx';
import { isKnownMember } from '../../features/session/use-session.ts';

export const Route = createFileRoute('/_console/dashboard/settings/keys/create')({
  validateSearch: keysSearch,
  loader: () => {
    if (isKnownMember('admin')) void queryClient.prefetchQuery(namedAppsQuery);
  },
  component: CreateKeyRoute,
});

function CreateKeyRoute() {
  const { app } = Route.useSearch();
  return (
    <MembersOnly title="API keys" from="admin">
      <CreateKeyPage app={app} />
    </MembersOnly>
  );
}
