import { createFileRoute, redirect } from '@tanstack/react-router';

import { queryClient } from '../../api/client.ts';
import { firstPage, sessionQuery } from '../../features/session/use-session.ts';

/** Leads to where the console begins for this role. */
export const Route = createFileRoute('/_console/')({
  beforeLoad: async () => {
    throw redirect({ to: firstPage(await queryClient.ensureQueryData(sessionQuery)), replace: true });
  },
});
