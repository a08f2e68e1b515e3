import { useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';

const SHOWN = 6;

/** The few that the menu of the bell has room for. */
export function useLatestNotices() {
  return useQuery(trpc.notifications.list.queryOptions({ limit: SHOWN }));
}
