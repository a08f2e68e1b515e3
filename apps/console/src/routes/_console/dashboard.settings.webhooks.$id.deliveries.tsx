import { createFileRoute } from '@tanstack/react-router';

import { logSearch } from '../../features/deliveries/log-search.ts';
import { WebhookPage } from '../../features/webhooks/webhook-page.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/$id/deliveries')({
  validateSearch: logSearch,
  component: DeliveriesRoute,
});

function DeliveriesRoute() {
  const { id } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <WebhookPage
      id={id}
      logOnly
      search={search}
      onSearch={(changed) => void navigate({ search: changed, replace: true, resetScroll: false })}
    />
  );
}
