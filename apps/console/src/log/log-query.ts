import { hashKey, queryOptions, type QueryFilters } from '@tanstack/react-query';
import type { Page } from '@tidings/kernel/schema';

import { queryClient } from '../api/client.ts';
import {
  extendLog,
  holdLog,
  patchLog,
  refreshLog,
  releaseLog,
  startLog,
  type Log,
  type LogRow,
} from './log.ts';

const FIRST_PAGE = 50;
/** As many rows of a log as are read again with its newest. */
export const LARGEST_PAGE = 100;
const ALL = ['log'] as const;

/** Where the rows of a log come from. */
export interface LogSource<Row extends LogRow> {
  /** Names the log by what it shows, so that opening a row in it makes no other log of it. */
  key: readonly unknown[];
  read: (page: { limit: number; cursor?: string }) => Promise<Page<Row>>;
  /** Most rows that are read again; rows that never change need not be. */
  reread?: number;
  /** Whether the stream of news tells when it changes. */
  isTold?: boolean;
}

/** The key of a log, below that of all logs. */
export function logKey(...parts: readonly unknown[]): readonly unknown[] {
  return [...ALL, ...parts];
}

/** The name of a log as one text. */
export function logName(source: Pick<LogSource<LogRow>, 'key'>): string {
  return hashKey(source.key);
}

/**
 * The newest rows of a log. Only the newest page is read again, and put over what is known (`refreshLog`), so that
 * a long log costs no more to watch than a short one.
 */
export function logQuery<Row extends LogRow>({ key, read, reread = LARGEST_PAGE }: LogSource<Row>) {
  return queryOptions({
    queryKey: key,
    queryFn: async (): Promise<Log<Row>> => {
      const before = queryClient.getQueryData<Log<Row>>(key);
      const limit = Math.min(reread, Math.max(FIRST_PAGE, before?.rows.length ?? 0));
      const page = await read({ limit });
      // Read again: an older page may have been added, or the rows held, while this one was on its way.
      const log = queryClient.getQueryData<Log<Row>>(key);
      const readAtMs = Date.now();
      if (!log) return startLog(page, readAtMs);
      return refreshLog(log, page, { readAtMs, isLooked: page.has_more && page.data.length < limit });
    },
  });
}

/** Reads the page at `cursor` and adds it. */
export async function readOlder<Row extends LogRow>(source: LogSource<Row>, cursor: string): Promise<void> {
  const page = await source.read({ limit: FIRST_PAGE, cursor });
  changeLogs<Row>({ queryKey: source.key, exact: true }, (log) => extendLog(log, cursor, page));
}

/** Reads again what a log knows below its newest rows: these are read again by themselves, the others never. */
export async function readOlderAgain<Row extends LogRow>(source: LogSource<Row>): Promise<void> {
  const known = queryClient.getQueryData<Log<Row>>(source.key)?.rows.length ?? 0;
  let cursor: string | null | undefined;
  for (let seen = 0; seen < known && cursor !== null; seen += LARGEST_PAGE) {
    const page: Page<Row> = await source.read({ limit: LARGEST_PAGE, ...(cursor && { cursor }) });
    changeLogs<Row>({ queryKey: source.key, exact: true }, (log) => patchLog(log, page.data));
    cursor = page.next_cursor;
  }
}

/** Changes every log that the filter names and that has been read. */
export function changeLogs<Row extends LogRow>(
  filter: QueryFilters,
  change: (log: Log<Row>) => Log<Row>,
): void {
  queryClient.setQueriesData<Log<Row>>(filter, (log) => log && change(log));
}

const named = (name: string): QueryFilters => ({
  queryKey: ALL,
  predicate: (query) => query.queryHash === name,
});

/** Keeps the newest rows of a log where they are, until it is released or held anew. */
export function holdRows(name: string): void {
  changeLogs(named(name), holdLog);
}

export function releaseRows(name: string): void {
  changeLogs(named(name), releaseLog);
}
