import { createFileRoute } from '@tanstack/react-router';

import { KeysPage } from '../../features/keys/keys-page.tsx';
import { keysSearch } from '../../features/keys/keys-search.ts';
import { AdminOnly } from '../../features/session/admin-only.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/keys/')({
  validateSearch: keysSearch,
  component: KeysRoute,
});

function KeysRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <AdminOnly title="API keys">
      <KeysPage search={search} onSearch={(changed) => void navigate({ search: changed, replace: true })} />
    </AdminOnly>
  );
}
