import type { Delivery } from '@tidings/delivery/schema';
import type { Page } from '@tidings/kernel/schema';

/** The part of a webhook's deliveries that the console holds: newest first, without gaps. */
export interface Log {
  rows: Delivery[];
  nextCursor: string | null;
}

export function startLog(page: Page<Delivery>): Log {
  return { rows: page.data, nextCursor: page.next_cursor };
}

/**
 * Puts a newly read first page over what is held. Rows inside the page's range that the page no longer
 * has are gone (they left the filter); older rows stay. A page that does not reach what is held would
 * leave a gap, so the log starts over from it.
 */
export function refreshLog(held: Log, page: Page<Delivery>): Log {
  if (!page.has_more) return startLog(page);
  const fresh = new Set(page.data.map((row) => row.id));
  const lastShared = held.rows.findLastIndex((row) => fresh.has(row.id));
  if (lastShared === -1) return startLog(page);
  // Within the page's range, order is the server's; beyond its oldest row, what is held continues.
  return {
    rows: [...page.data, ...held.rows.slice(lastShared + 1)],
    nextCursor: lastShared === held.rows.length - 1 ? page.next_cursor : held.nextCursor,
  };
}

export function extendLog(held: Log, page: Page<Delivery>): Log {
  const known = new Set(held.rows.map((row) => row.id));
  return {
    rows: [...held.rows, ...page.data.filter((row) => !known.has(row.id))],
    nextCursor: page.next_cursor,
  };
}

/** Holds back rows that arrived after `frozenIds` was taken, so that an open row stays where it is. */
export function withhold(
  rows: Delivery[],
  frozenIds: ReadonlySet<string> | null,
): { shown: Delivery[]; waiting: number } {
  if (!frozenIds) return { shown: rows, waiting: 0 };
  const firstKnown = rows.findIndex((row) => frozenIds.has(row.id));
  return firstKnown <= 0
    ? { shown: rows, waiting: 0 }
    : { shown: rows.slice(firstKnown), waiting: firstKnown };
}
