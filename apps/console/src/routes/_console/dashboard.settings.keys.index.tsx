import { createFileRoute } from '@tanstack/react-router';

import { queryClient } from '../../api/client.ts';
import { namedAppsQuery } from '../../features/apps/apps-query.ts';
import { KeysPage } from '../../features/keys/keys-page.tsx';
import { keysSearch } from '../../features/keys/keys-search.ts';
import { keysQuery } from '../../features/keys/keys-query.ts';
import { MembersOnly } from '../../features/session/members-only.tsx';
import { isKnownMember } from '../../features/session/use-session.ts';

export const Route = createFileRoute('/_console/dashboard/settings/keys/')({
  validateSearch: keysSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ cause, deps }) => {
    // Once it is shown, it asks by itself.
    if (cause === 'stay' || !isKnownMember('admin')) return;
    void queryClient.prefetchInfiniteQuery(keysQuery(deps));
    void queryClient.prefetchQuery(namedAppsQuery);
  },
  component: KeysRoute,
});

function KeysRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <MembersOnly title="API keys" from="admin">
      <KeysPage search={search} onSearch={(changed) => void navigate({ search: changed, replace: true })} />
    </MembersOnly>
  );
}
