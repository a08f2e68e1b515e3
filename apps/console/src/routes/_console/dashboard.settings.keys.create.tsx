import { createFileRoute } from '@tanstack/react-router';

import { queryClient } from '../../api/client.ts';
import { namedAppsQuery } from '../../features/apps/apps-query.ts';
import { CreateKeyPage } from '../../features/keys/create-key-page.tsx';
import { createKeySearch } from '../../features/keys/keys-search.ts';
import { MembersOnly } from '../../features/session/members-only.tsx';
import { isKnownMember } from '../../features/session/use-session.ts';

export const Route = createFileRoute('/_console/dashboard/settings/keys/create')({
  validateSearch: createKeySearch,
  loader: () => {
    if (isKnownMember('admin')) void queryClient.prefetchQuery(namedAppsQuery);
  },
  component: CreateKeyRoute,
});

function CreateKeyRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <MembersOnly title="API keys" from="admin">
      <CreateKeyPage
        search={search}
        onCreated={(created) => void navigate({ search: { created }, replace: true, ignoreBlocker: true })}
      />
    </MembersOnly>
  );
}
