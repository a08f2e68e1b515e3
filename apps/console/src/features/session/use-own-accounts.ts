import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { useSession } from './use-session.ts';

/** The accounts that the person belongs to. A visitor by a portal link is in one only. */
export function useOwnAccounts() {
  const { via } = useSession();
  return useQuery(
    trpc.session.accounts.queryOptions(undefined, { staleTime: 60_000, enabled: via === 'sign_in' }),
  );
}
