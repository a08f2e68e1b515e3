import { useQuery } from '@tanstack/react-query';

import { queryClient, trpc } from '../../api/client.ts';
import { refreshEvery } from '../../api/refresh.ts';
import { isKnownViewer, isReceiverKnown } from '../session/use-session.ts';

interface Options {
  /** Of a receiver that is not the account's first one. */
  name?: string | undefined;
  enabled?: boolean;
  refreshMs?: number;
}

/** Where a page could use it and does without. */
export const NO_INBOX = 'The built-in receiver could not be found.';

/** A built-in receiver of the account: its URL, what it answers, what arrived, and which others there are. */
export function useInbox({ name, enabled = true, refreshMs }: Options) {
  return useQuery(
    trpc.play.inbox.queryOptions(
      { name },
      { enabled, refetchInterval: refreshMs === undefined ? false : refreshEvery(refreshMs) },
    ),
  );
}

/** Asks for it while the code of a page that shows it is on the way. */
export function prefetchInbox(name?: string): void {
  if (!isKnownViewer() && isReceiverKnown())
    void queryClient.prefetchQuery(trpc.play.inbox.queryOptions({ name }));
}
