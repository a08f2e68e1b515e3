import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { client } from '../../api/client.ts';
import { refreshEvery } from '../../api/refresh.ts';
import { extendLog, refreshLog, startLog, type Log } from './log.ts';
import type { LogSearch } from './log-search.ts';

const FIRST_PAGE = 50;
const LARGEST_PAGE = 100;
const REFRESH_MS = 2_000;

/**
 * The deliveries of a webhook, newest first. Only the newest page is read again while it is live, and put
 * over what is held (`refreshLog`), so that a long log costs no more to watch than a short one.
 */
export function useDeliveryLog(id: string, filters: Pick<LogSearch, 'status' | 'type'>, live: boolean) {
  const queryClient = useQueryClient();
  const queryKey = ['delivery-log', id, filters.status ?? null, filters.type ?? null];
  const read = (limit: number, cursor?: string) =>
    client.deliveries.list.query({ id, status: filters.status, type: filters.type, limit, cursor });

  const log = useQuery({
    queryKey,
    queryFn: async (): Promise<Log> => {
      const before = queryClient.getQueryData<Log>(queryKey);
      const page = await read(Math.min(LARGEST_PAGE, Math.max(FIRST_PAGE, before?.rows.length ?? 0)));
      // Read again: an older page may have been added while this one was on its way.
      const held = queryClient.getQueryData<Log>(queryKey);
      return held ? refreshLog(held, page) : startLog(page);
    },
    refetchInterval: live ? refreshEvery(REFRESH_MS) : false,
    placeholderData: keepPreviousData,
  });

  const older = useMutation({
    mutationFn: () => read(FIRST_PAGE, log.data?.nextCursor ?? undefined),
    onSuccess: (page) =>
      queryClient.setQueryData<Log>(queryKey, (held) => (held ? extendLog(held, page) : startLog(page))),
  });

  return { log, older };
}
