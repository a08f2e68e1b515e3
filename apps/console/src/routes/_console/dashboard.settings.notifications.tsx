import { createFileRoute } from '@tanstack/react-router';

import { noticesSearch } from '../../features/notifications/notices-search.ts';
import { NotificationsPage } from '../../features/notifications/notifications-page.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/notifications')({
  validateSearch: noticesSearch,
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
