import { useQuery } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';
import { refreshEvery } from '../../api/refresh.ts';
import { isKnownViewer, isReceiverKnown } from '../session/use-session.ts';

/** The built-in receiver of the account: its URL, what it answers and what arrived. */
export function useInbox({ enabled = true, refreshMs }: { enabled?: boolean; refreshMs?: number }) {
  return useQuery(
    trpc.play.inbox.queryOptions(
      {},
      { enabled, refetchInterval: refreshMs === undefined ? false : refreshEvery(refreshMs) },
    ),
  );
}

/** Asks for it while the code of a page that shows it is on the way. */
export function prefetchInbox(): void {
  if (!isKnownViewer() && isReceiverKnown()) void queryClient.prefetchQuery(trpc.play.inbox.queryOptions({}));
}
