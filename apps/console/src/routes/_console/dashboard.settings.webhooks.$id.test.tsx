import { createFileRoute } from '@tanstack/react-router';

import { prefetchTest } from '../../features/trial/prefetch-test.ts';
import { TestPage } from '../../features/trial/test-page.tsx';
import { testSearch } from '../../features/trial/test-search.ts';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/$id/test')({
  validateSearch: testSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ cause, params, deps }) => {
    // Once it is shown, it asks by itself.
    if (cause !== 'stay') prefetchTest(params.id, deps);
  },
  component: TestRoute,
});

function TestRoute() {
  const { id } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <TestPage
      key={id}
      id={id}
      search={search}
      onSearch={(changed) => void navigate({ search: changed, replace: true, resetScroll: false })}
    />
  );
}
