import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { useSession } from '../session/use-session.ts';

/** Who is in the account, to choose whose actions to see. Visitors by a portal link are not told. */
export function usePeople() {
  const isMember = useSession().via === 'sign_in';
  return useQuery(trpc.team.members.queryOptions(undefined, { staleTime: 60_000, enabled: isMember }));
}
