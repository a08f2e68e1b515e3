import { createFileRoute } from '@tanstack/react-router';

import { DevelopersOnly } from '../../features/session/developers-only.tsx';
import { WebhooksPage } from '../../features/webhooks/overview/webhooks-page.tsx';
import { prefetchOverview } from '../../features/webhooks/prefetch-overview.ts';
import { webhooksSearch } from '../../features/webhooks/overview/webhooks-search.ts';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/')({
  validateSearch: webhooksSearch,
  loader: ({ cause, location }) => {
    // Once it is shown, it asks by itself.
    if (cause !== 'stay') prefetchOverview(webhooksSearch.parse({ ...location.search }));
  },
  component: WebhooksRoute,
});

function WebhooksRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <DevelopersOnly title="Webhooks">
      <WebhooksPage
        search={search}
        onSearch={(changed) => void navigate({ search: changed, replace: true, resetScroll: false })}
      />
    </DevelopersOnly>
  );
}
