import type { Page } from '@tidings/kernel/schema';

/** What every row of a log has. Ids ascend with time. */
export interface LogRow {
  id: string;
}

/** Rows newest first, without gaps. */
export interface Stretch<Row extends LogRow> {
  rows: Row[];
  /** Where the rows go on; null where they are all there are. */
  nextCursor: string | null;
}

/** What the console knows of a list that grows at its top: the newest of it. */
export interface Log<Row extends LogRow> extends Stretch<Row> {
  /** What is shown in their place for as long as nothing may move; null while nothing is held. */
  held: Stretch<Row> | null;
  /** Whether so much has changed at once that nothing of it is to be kept when it is read next. */
  outdated: boolean;
  /** When its newest page was read, by the clock of this machine. */
  readAtMs: number;
}

/** A log that grew by itself beyond this starts over from its newest page: no browser holds rows without end. */
const MOST_ROWS = 1_000;

/**
 * The server looks through thousands of rows for one answer. Those that come in such a time are fewer; beyond it, as
 * after a night in which the tab slept, they may be more.
 */
const LOOKED_OVER_MS = 60_000;

export function startLog<Row extends LogRow>(page: Page<Row>, readAtMs = 0): Log<Row> {
  return { rows: page.data, nextCursor: page.next_cursor, held: null, outdated: false, readAtMs };
}

/**
 * Puts a newly read first page over the log. What is held keeps its rows, as the page has them where it does,
 * also those that have left the filter.
 * @param isLooked the page ends where the server stopped looking, which leaves no gap to what was known a moment ago.
 */
export function refreshLog<Row extends LogRow>(
  log: Log<Row>,
  page: Page<Row>,
  { readAtMs = 0, isLooked = false } = {},
): Log<Row> {
  const start = startLog(page, readAtMs);
  if (log.outdated) return log.held ? holdLog(start) : start;
  const reaches = isLooked && readAtMs - log.readAtMs < LOOKED_OVER_MS;
  return { ...start, ...underPage(log, page, reaches), held: log.held && withNews(log.held, page.data) };
}

/**
 * Rows inside the page's range that the page no longer has are gone (they left the filter); older rows stay. A
 * page that does not reach what is known would leave a gap, so it starts over from the page.
 * @param reaches it does, however few rows it has: whoever looks far back would else be taken to the beginning each time.
 */
function underPage<Row extends LogRow>(known: Stretch<Row>, page: Page<Row>, reaches: boolean): Stretch<Row> {
  const start = { rows: page.data, nextCursor: page.next_cursor };
  if (!page.has_more) return start;
  const fresh = new Set(page.data.map((row) => row.id));
  const lastShared = known.rows.findLastIndex((row) => fresh.has(row.id));
  const older = known.rows.slice(lastShared + 1);
  if ((lastShared === -1 && !reaches) || page.data.length + older.length > MOST_ROWS) return start;
  // Within the page's range, order is the server's; beyond its oldest row, what is known continues.
  return {
    rows: [...page.data, ...older],
    nextCursor: older.length === 0 && !reaches ? page.next_cursor : known.nextCursor,
  };
}

function withNews<Row extends LogRow>(stretch: Stretch<Row>, news: readonly Row[]): Stretch<Row> {
  const byId = new Map(news.map((row) => [row.id, row]));
  return { ...stretch, rows: stretch.rows.map((row) => byId.get(row.id) ?? row) };
}

/** Adds the page that was read from `cursor` to whatever ends there. */
export function extendLog<Row extends LogRow>(log: Log<Row>, cursor: string, page: Page<Row>): Log<Row> {
  return { ...log, ...extended(log, cursor, page), held: log.held && extended(log.held, cursor, page) };
}

function extended<Row extends LogRow>(stretch: Stretch<Row>, cursor: string, page: Page<Row>): Stretch<Row> {
  if (stretch.nextCursor !== cursor) return stretch;
  const known = new Set(stretch.rows.map((row) => row.id));
  return {
    rows: [...stretch.rows, ...page.data.filter((row) => !known.has(row.id))],
    nextCursor: page.next_cursor,
  };
}

/** Holds what is newest now; what arrives from now on waits. */
export function holdLog<Row extends LogRow>(log: Log<Row>): Log<Row> {
  return { ...log, held: { rows: log.rows, nextCursor: log.nextCursor } };
}

export function releaseLog<Row extends LogRow>(log: Log<Row>): Log<Row> {
  return log.held ? { ...log, held: null } : log;
}

/** The log with rows as they are now known to be; what is not in it is not added. */
export function patchLog<Row extends LogRow>(log: Log<Row>, changed: readonly Row[]): Log<Row> {
  const ids = new Set(changed.map((row) => row.id));
  const isChanged = (row: Row) => ids.has(row.id);
  if (!log.rows.some(isChanged) && !log.held?.rows.some(isChanged)) return log;
  return { ...log, ...withNews(log, changed), held: log.held && withNews(log.held, changed) };
}

export interface Shown<Row extends LogRow> extends Stretch<Row> {
  /** How many newer ones wait above. */
  waiting: number;
  /** Whether `waiting` are only those that are known: there is a gap between them and what is shown. */
  moreWait: boolean;
}

/** What is to be drawn of a log. Ids ascend with time, so they tell what is newer. */
export function shownOf<Row extends LogRow>({ rows, nextCursor, held }: Log<Row>): Shown<Row> {
  if (!held) return { rows, nextCursor, waiting: 0, moreWait: false };
  const newest = held.rows[0]?.id ?? '';
  const firstKnown = rows.findIndex((row) => row.id <= newest);
  const waiting = firstKnown === -1 ? rows.length : firstKnown;
  return { ...held, waiting, moreWait: firstKnown === -1 && nextCursor !== null };
}

/**
 * Puts a row that the filters leave out, but that is open, at its place. What is older than all that is
 * loaded stands on top, where a link that leads to it can be followed at once.
 */
export function withLinked<Row extends LogRow>(
  rows: Row[],
  linked: Row | undefined,
  isWhole: boolean,
): Row[] {
  if (!linked || rows.some((row) => row.id === linked.id)) return rows;
  const at = rows.findIndex((row) => row.id < linked.id);
  if (at === -1) return isWhole ? [...rows, linked] : [linked, ...rows];
  return rows.toSpliced(at, 0, linked);
}
