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

/** The log with one delivery as it is now known to be; what is not in it is not added. */
export function patchLog(held: Log, delivery: Delivery): Log {
  if (!held.rows.some((row) => row.id === delivery.id)) return held;
  return { ...held, rows: held.rows.map((row) => (row.id === delivery.id ? delivery : row)) };
}

/**
 * Puts a delivery that the filters leave out, but that is open, at its place: ids ascend with time. What is
 * older than all that is loaded stands on top, where a link that leads to it can be followed at once.
 */
export function withLinked(rows: Delivery[], linked: Delivery | undefined, isWhole: boolean): Delivery[] {
  if (!linked || rows.some((row) => row.id === linked.id)) return rows;
  const at = rows.findIndex((row) => row.id < linked.id);
  if (at === -1) return isWhole ? [...rows, linked] : [linked, ...rows];
  return rows.toSpliced(at, 0, linked);
}
