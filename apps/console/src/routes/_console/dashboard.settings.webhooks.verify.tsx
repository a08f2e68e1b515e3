import { createFileRoute } from '@tanstack/react-router';

import { VerifyPage } from '../../features/signatures/verify-page.tsx';
import { verifySearch } from '../../features/signatures/verify-search.ts';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/verify')({
  validateSearch: verifySearch,
  component: VerifyRoute,
});

function VerifyRoute() {
  return <VerifyPage search={Route.useSearch()} />;
}
