import { createFileRoute } from '@tanstack/react-router';

import { logSearch } from '../../features/deliveries/log-search.ts';
import { prefetchLog } from '../../features/deliveries/prefetch-log.ts';
import { DevelopersOnly } from '../../features/session/developers-only.tsx';
import { WebhookPage } from '../../features/webhooks/webhook-page.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/$id/')({
  validateSearch: logSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ params, deps }) => prefetchLog(params.id, deps),
  component: WebhookRoute,
});

function WebhookRoute() {
  const { id } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <DevelopersOnly title="Webhook">
      <WebhookPage
        id={id}
        search={search}
        onSearch={(changed) => void navigate({ search: changed, replace: true, resetScroll: false })}
      />
    </DevelopersOnly>
  );
}
