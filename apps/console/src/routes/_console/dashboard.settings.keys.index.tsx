import { createFileRoute } from '@tanstack/react-router';

import { KeysPage } from '../../features/keys/keys-page.tsx';
import { keysSearch } from '../../features/keys/keys-search.ts';
import { MembersOnly } from '../../features/session/members-only.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/keys/')({
  validateSearch: keysSearch,
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
