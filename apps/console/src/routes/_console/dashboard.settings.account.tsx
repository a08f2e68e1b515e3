import { createFileRoute } from '@tanstack/react-router';

import { queryClient, trpc } from '../../api/client.ts';
import { AccountPage } from '../../features/account/account-page.tsx';
import { isKnownVisitor } from '../../features/session/use-session.ts';

export const Route = createFileRoute('/_console/dashboard/settings/account')({
  loader: () => {
    if (isKnownVisitor()) return;
    void queryClient.prefetchQuery(trpc.session.list.queryOptions());
    void queryClient.prefetchQuery(trpc.session.accounts.queryOptions());
  },
  component: AccountPage,
});
