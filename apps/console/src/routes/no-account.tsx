import { createFileRoute, redirect } from '@tanstack/react-router';

import { client } from '../api/client.ts';
import { isForbidden, isSignedOut } from '../api/failure.ts';
import { NoAccountPage } from '../features/session/no-account-page.tsx';

/** Where those are who are signed in and belong to no account, for as long as that is so. */
export const Route = createFileRoute('/no-account')({
  beforeLoad: async () => {
    try {
      // Past the cache, which may hold the session of when there was an account.
      await client.session.me.query();
    } catch (error) {
      if (isForbidden(error)) return;
      if (!isSignedOut(error)) throw error;
    }
    throw redirect({ to: '/' });
  },
  component: NoAccountPage,
});
