import { createFileRoute } from '@tanstack/react-router';

import { CreateKeyPage } from '../../features/keys/create-key-page.tsx';
import { keysSearch } from '../../features/keys/keys-search.ts';
import { AdminOnly } from '../../features/session/admin-only.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/keys/create')({
  validateSearch: keysSearch,
  component: CreateKeyRoute,
});

function CreateKeyRoute() {
  const { app } = Route.useSearch();
  return (
    <AdminOnly title="API keys">
      <CreateKeyPage app={app} />
    </AdminOnly>
  );
}
