import { createFileRoute } from '@tanstack/react-router';

import { EventsPage } from '../../features/events/events-page.tsx';
import { eventsSearch } from '../../features/events/events-search.ts';
import { prefetchEvents } from '../../features/events/prefetch-events.ts';

export const Route = createFileRoute('/_console/dashboard/events')({
  validateSearch: eventsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ cause, deps }) => {
    // Once it is shown, it asks by itself.
    if (cause !== 'stay') prefetchEvents(deps);
  },
  component: EventsRoute,
});

function EventsRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <EventsPage
      search={search}
      onSearch={(changed, how) =>
        void navigate({ search: changed, replace: true, resetScroll: false, ...how })
      }
    />
  );
}
