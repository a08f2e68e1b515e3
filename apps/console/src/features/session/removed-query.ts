import { queryOptions } from '@tanstack/react-query';
import type { Session } from '@tidings/identity/schema';

import { client, WHEREVER } from '../../api/client.ts';

/**
 * Why a page can do nothing for its account any more: null where its person went to another account, is somebody else by now
 * or came in by a link; otherwise they belong to the account no longer, and this is the one that they are in instead.
 */
export function removedQuery({ account, user, via }: Session) {
  return queryOptions({
    queryKey: ['removed', account.id, user.id] as const,
    queryFn: async (): Promise<Session['account'] | null> => {
      const now = await client.session.me.query(undefined, WHEREVER);
      if (via !== 'sign_in' || now.via !== 'sign_in' || now.user.id !== user.id) return null;
      const { data } = await client.session.accounts.query(undefined, WHEREVER);
      return data.some(({ id }) => id === account.id) ? null : now.account;
    },
    retry: false,
    staleTime: Infinity,
  });
}
