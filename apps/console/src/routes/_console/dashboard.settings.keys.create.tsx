import { createFileRoute } from '@tanstack/react-router';

import { CreateKeyPage } from '../../features/keys/create-key-page.tsx';
import { keysSearch } from '../../features/keys/keys-search.ts';
import { MembersOnly } from '../../features/session/members-only.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/keys/create')({
  validateSearch: keysSearch,
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
