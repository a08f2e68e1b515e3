import { createFileRoute } from '@tanstack/react-router';

import { queryClient, trpc } from '../../api/client.ts';
import { noticesSearch } from '../../features/notifications/notices-search.ts';
import { NotificationsPage } from '../../features/notifications/notifications-page.tsx';
import { noticesQuery } from '../../features/notifications/notices-query.ts';
import { isKnownViewer, isKnownVisitor } from '../../features/session/use-session.ts';

export const Route = createFileRoute('/_console/dashboard/settings/notifications')({
  validateSearch: noticesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ cause, deps: search }) => {
    // Once it is shown, it asks by itself.
    if (cause === 'stay' || isKnownViewer()) return;
    void queryClient.prefetchInfiniteQuery(noticesQuery(search));
    // Among whose webhooks one chooses.
    if (search.webhook !== undefined)
      void queryClient.prefetchInfiniteQuery(noticesQuery({ ...search, webhook: undefined }));
    if (!isKnownVisitor()) void queryClient.prefetchQuery(trpc.notifications.preferences.queryOptions());
  },
  component: NotificationsRoute,
});

function NotificationsRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <NotificationsPage
      search={search}
      onSearch={(changed) => void navigate({ search: changed, replace: true, resetScroll: false })}
    />
  );
}
