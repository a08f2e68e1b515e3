import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { refreshEvery } from '../../api/refresh.ts';

/** The built-in receiver of the account: its URL, what it answers and what arrived. */
export function useInbox({ enabled = true, refreshMs }: { enabled?: boolean; refreshMs?: number }) {
  return useQuery(
    trpc.play.inbox.queryOptions(
      {},
      { enabled, refetchInterval: refreshMs === undefined ? false : refreshEvery(refreshMs) },
    ),
  );
}
