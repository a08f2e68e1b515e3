import { createFileRoute } from '@tanstack/react-router';

import { prefetchAudit } from '../../features/audit/prefetch-audit.ts';
import { AuditPage } from '../../features/audit/audit-page.tsx';
import { auditSearch } from '../../features/audit/audit-search.ts';

export const Route = createFileRoute('/_console/dashboard/settings/audit')({
  validateSearch: auditSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ cause, deps }) => {
    // Once it is shown, it asks by itself.
    if (cause !== 'stay') prefetchAudit(deps);
  },
  component: AuditRoute,
});

function AuditRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <AuditPage
      search={search}
      onSearch={(changed) => void navigate({ search: changed, replace: true, resetScroll: false })}
    />
  );
}
