import { queryOptions } from '@tanstack/react-query';
import type { Delivery } from '@tidings/delivery/schema';

import { client, queryClient } from '../../api/client.ts';
import { extendLog, patchLog, refreshLog, startLog, type Log } from './log.ts';
import { apiFilters, type LogSearch } from './log-search.ts';

const FIRST_PAGE = 50;
const LARGEST_PAGE = 100;
const ALL_LOGS = ['delivery-log'] as const;

function read(id: string, search: LogSearch, page: { limit: number; cursor?: string }) {
  return client.deliveries.list.query({ id, ...apiFilters(search, Date.now()), ...page });
}

/** Names a log by what it shows, so that opening a row in it makes no other log of it. */
export function logKey(id: string, { delivery: _open, ...filters }: LogSearch) {
  return [...ALL_LOGS, id, filters] as const;
}

/**
 * The deliveries of a webhook, newest first. Only the newest page is read again, and put over what is held
 * (`refreshLog`), so that a long log costs no more to watch than a short one.
 */
export function deliveryLogQuery(id: string, search: LogSearch) {
  const queryKey = logKey(id, search);
  return queryOptions({
    queryKey,
    queryFn: async (): Promise<Log> => {
      const before = queryClient.getQueryData<Log>(queryKey);
      const limit = Math.min(LARGEST_PAGE, Math.max(FIRST_PAGE, before?.rows.length ?? 0));
      const page = await read(id, search, { limit });
      // Read again: an older page may have been added while this one was on its way.
      const held = queryClient.getQueryData<Log>(queryKey);
      return held ? refreshLog(held, page) : startLog(page);
    },
  });
}

/** Reads the page after what is held and adds it. */
export async function readOlder(id: string, search: LogSearch, cursor: string | undefined): Promise<void> {
  const page = await read(
    id,
    search,
    cursor === undefined ? { limit: FIRST_PAGE } : { limit: FIRST_PAGE, cursor },
  );
  queryClient.setQueryData<Log>(logKey(id, search), (held) =>
    held ? extendLog(held, page) : startLog(page),
  );
}

/** Changes a delivery wherever it is held, before the server has confirmed it. Returns the way back. */
export function changeHeld(delivery: Delivery): () => void {
  const before = queryClient.getQueriesData<Log>({ queryKey: ALL_LOGS });
  queryClient.setQueriesData<Log>({ queryKey: ALL_LOGS }, (held) => held && patchLog(held, delivery));
  return () => {
    for (const [key, log] of before) queryClient.setQueryData(key, log);
  };
}

export function stopReadingLogs(): Promise<void> {
  return queryClient.cancelQueries({ queryKey: ALL_LOGS });
}

export function readLogsAgain(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ALL_LOGS });
}
