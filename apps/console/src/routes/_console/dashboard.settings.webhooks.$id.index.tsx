import { createFileRoute } from '@tanstack/react-router';

import { logSearch } from '../../features/deliveries/log-search.ts';
import { prefetchLog } from '../../features/deliveries/prefetch-log.ts';
import { healthSearch } from '../../features/health/health-search.ts';
import { prefetchHealth } from '../../features/health/stats-query.ts';
import { prefetchSourceIps } from '../../features/webhook-form/use-source-ips.ts';
import { WebhookPage } from '../../features/webhooks/webhook-page.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/$id/')({
  validateSearch: logSearch.extend(healthSearch.each),
  loaderDeps: ({ search }) => search,
  loader: ({ cause, params: { id }, deps: { window = '24h', ...log } }) => {
    // Once it is shown, it asks by itself.
    if (cause === 'stay') return;
    prefetchHealth(id, window);
    prefetchSourceIps();
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
