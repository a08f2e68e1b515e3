import { skipToken, useQuery } from '@tanstack/react-query';

import { trpc } from '../../api/client.ts';
import { refreshUnlessTold } from '../../api/refresh.ts';

const REFRESH_MS = 2_000;

/** Watches what becomes of one event; without an id, of none. */
export function useEvent(id: string | undefined) {
  return useQuery(
    trpc.events.get.queryOptions(id === undefined ? skipToken : { id }, {
      refetchInterval: refreshUnlessTold(REFRESH_MS),
    }),
  );
}
