import { hashKey, queryOptions } from '@tanstack/react-query';
import type { Delivery } from '@tidings/delivery/schema';

import { client, queryClient } from '../../api/client.ts';
import { extendLog, holdLog, patchLog, refreshLog, releaseLog, startLog, type Log } from './log.ts';
import { apiFilters, type LogSearch } from './log-search.ts';

const FIRST_PAGE = 50;
const LARGEST_PAGE = 100;
const ALL_LOGS = ['delivery-log'] as const;

function read(id: string, search: LogSearch, page: { limit: number; cursor?: string }) {
  return client.deliveries.list.query({ id, ...apiFilters(search, Date.now()), ...page });
}

/** Names a log by what it shows, so that opening a row in it makes no other log of it. */
function logKey(id: string, { delivery: _open, ...filters }: LogSearch) {
  return [...ALL_LOGS, id, filters] as const;
}

/** The name of a log as one text. */
export function logName(id: string, search: LogSearch): string {
  return hashKey(logKey(id, search));
}

/**
 * The deliveries of a webhook, newest first. Only the newest page is read again, and put over what is known
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
      // Read again: an older page may have been added, or the rows held, while this one was on its way.
      const log = queryClient.getQueryData<Log>(queryKey);
      return log ? refreshLog(log, page) : startLog(page);
    },
  });
}

/** Reads the page at `cursor` and adds it. */
export async function readOlder(id: string, search: LogSearch, cursor: string): Promise<void> {
  const page = await read(id, search, { limit: FIRST_PAGE, cursor });
  queryClient.setQueryData<Log>(logKey(id, search), (log) => log && extendLog(log, cursor, page));
}

function changeLog(name: string, change: (log: Log) => Log): void {
  const filter = {
    queryKey: ALL_LOGS,
    predicate: (query: { queryHash: string }) => query.queryHash === name,
  };
  queryClient.setQueriesData<Log>(filter, (log) => log && change(log));
}

/** Keeps the newest rows of a log where they are, until it is released or held anew. */
export function holdRows(name: string): void {
  changeLog(name, holdLog);
}

export function releaseRows(name: string): void {
  changeLog(name, releaseLog);
}

/** Shows in every log what has become of a delivery. */
export function patchLogs(delivery: Delivery): void {
  queryClient.setQueriesData<Log>({ queryKey: ALL_LOGS }, (log) => log && patchLog(log, delivery));
}

export function stopReadingLogs(): Promise<void> {
  return queryClient.cancelQueries({ queryKey: ALL_LOGS });
}

export function readLogsAgain(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ALL_LOGS });
}

/** After many deliveries changed at once: no row that was known stays, but for the moment until others are read. */
export function readLogsAnew(): Promise<void> {
  queryClient.setQueriesData<Log>({ queryKey: ALL_LOGS }, (log) => log && { ...log, outdated: true });
  return readLogsAgain();
}
