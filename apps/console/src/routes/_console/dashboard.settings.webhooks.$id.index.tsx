import { createFileRoute } from '@tanstack/react-router';

import { queryClient } from '../../api/client.ts';
import { logSearch } from '../../features/deliveries/log-search.ts';
import { prefetchLog } from '../../features/deliveries/prefetch-log.ts';
import { healthSearch } from '../../features/health/health-search.ts';
import { statsQuery } from '../../features/health/stats-query.ts';
import { isKnownViewer } from '../../features/session/use-session.ts';
import { WebhookPage } from '../../features/webhooks/webhook-page.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/$id/')({
  validateSearch: logSearch.extend(healthSearch.each),
  loaderDeps: ({ search }) => search,
  loader: ({ params: { id }, deps: { window = '24h', ...log } }) => {
    if (!isKnownViewer()) void queryClient.prefetchQuery(statsQuery(id, window));
    prefetchLog(id, log);
  },
  component: WebhookRoute,
});

function WebhookRoute() {
  const { id } = Route.useParams();
  const { window, ...log } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <WebhookPage
      id={id}
      search={log}
      onSearch={(changed) =>
        void navigate({ search: { ...changed, window }, replace: true, resetScroll: false })
      }
      window={window ?? '24h'}
      onWindow={(chosen) =>
        void navigate({
          search: (search) => ({ ...search, window: chosen === '24h' ? undefined : chosen }),
          replace: true,
          resetScroll: false,
        })
      }
    />
  );
}
