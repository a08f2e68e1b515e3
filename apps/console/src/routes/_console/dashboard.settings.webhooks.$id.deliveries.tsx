import { createFileRoute } from '@tanstack/react-router';

import { prefetchLog } from '../../features/deliveries/prefetch-log.ts';
import { logSearch } from '../../features/deliveries/log-search.ts';
import { DeliveriesPage } from '../../features/webhooks/deliveries-page.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/$id/deliveries')({
  validateSearch: logSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ cause, params, deps }) => {
    // Once it is shown, it asks by itself.
    if (cause !== 'stay') prefetchLog(params.id, deps);
  },
  component: DeliveriesRoute,
});

function DeliveriesRoute() {
  const { id } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <DeliveriesPage
      key={id}
      id={id}
      search={search}
      onSearch={(changed) => void navigate({ search: changed, replace: true, resetScroll: false })}
    />
  );
}
