import { createFileRoute } from '@tanstack/react-router';

import { prefetchVerify } from '../../features/signatures/prefetch-verify.ts';
import { VerifyPage } from '../../features/signatures/verify-page.tsx';
import { verifySearch } from '../../features/signatures/verify-search.ts';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/verify')({
  validateSearch: verifySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ cause, deps }) => {
    // Once it is shown, it asks by itself.
    if (cause !== 'stay') prefetchVerify(deps);
  },
  component: VerifyRoute,
});

function VerifyRoute() {
  return <VerifyPage search={Route.useSearch()} />;
}
