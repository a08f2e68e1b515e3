import { createFileRoute } from '@tanstack/react-router';

import { queryClient } from '../../api/client.ts';
import { eventTypesQuery } from '../../features/catalog/event-types-query.ts';
import { referenceSearch } from '../../features/catalog/reference/reference-search.ts';
import { ReferencePage } from '../../features/catalog/reference/reference-page.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/events')({
  validateSearch: referenceSearch,
  loader: () => void queryClient.prefetchQuery(eventTypesQuery),
  component: EventsRoute,
});

function EventsRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ReferencePage
      search={search}
      onQuery={(q) => void navigate({ search: { ...search, q: q || undefined }, replace: true })}
    />
  );
}
