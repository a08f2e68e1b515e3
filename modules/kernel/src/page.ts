import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type DomainError, invalid } from './errors.ts';
import type { Page } from './schema.ts';

/**
 * The position after which a page starts: values of the columns that order the list.
 * @param list its name, and whose it is where there are several: `events acct_01k…`. The cursor is of no use to others.
 */
export function encodeCursor(list: string, position: string[]): string {
  return Buffer.from(JSON.stringify([markOf(list), ...position])).toString('base64url');
}

/** Short, since a cursor has 500 characters at most, and 48 bits, since it guards against mistakes only. */
function markOf(list: string): string {
  return createHash('sha256').update(list).digest('base64url').slice(0, 8);
}

/**
 * Reads a cursor of `length` columns.
 * @throws {DomainError} `invalid` when the cursor is not one that this list gave.
 */
export function decodeCursor(list: string, cursor: string | undefined, length: number): string[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const given: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(given) && given.length === length + 1 && given.every(isText)) {
      const [mark, ...position] = given;
      if (mark === markOf(list)) return position;
    }
  } catch {
    // falls through: whatever is wrong with it, the caller's remedy is the same
  }
  throw forgedCursor();
}

/** A position before everything: where the first page starts. */
export const NEWEST = { day: '9999-12-31', id: '' };

/**
 * Reads a cursor of a list by day and id, newest first; without one, the position before the newest row.
 * @throws {DomainError} `invalid` when the cursor is not one that this list gave.
 */
export function decodeDayCursor(list: string, cursor: string | undefined): { day: string; id: string } {
  const position = decodeCursor(list, cursor, 2);
  if (position === undefined) return NEWEST;
  const [day = '', id = ''] = position;
  if (!z.iso.date().safeParse(day).success || day < FIRST_DAY) throw forgedCursor();
  return { day, id };
}

/** Postgres knows no year 0. */
const FIRST_DAY = '0001-01-01';

/**
 * Reads a cursor of a list by number, lowest first; without one, the position before the first.
 * @throws {DomainError} `invalid` when the cursor is not one that this list gave.
 */
export function decodeNumberCursor(list: string, cursor: string | undefined): number {
  const [number = '0'] = decodeCursor(list, cursor, 1) ?? [];
  if (!/^\d{1,9}$/.test(number)) throw forgedCursor();
  return Number(number);
}

/** Postgres takes no NUL in a text. */
function isText(part: unknown): part is string {
  return typeof part === 'string' && !part.includes('\0');
}

/** What a cursor is answered that its list did not give. */
export function forgedCursor(): DomainError {
  return invalid('cursor', 'This cursor was not given by this list. Start again without one.');
}

/** Turns `limit + 1` rows into a page: the row too many only says that there is more. */
export function pageFrom<Row, Shown>(
  rows: Row[],
  limit: number,
  shape: { list: string; show: (row: Row) => Shown; position: (row: Row) => string[] },
): Page<Shown> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit;
  return {
    data: shown.map(shape.show),
    has_more: hasMore,
    next_cursor: hasMore && last !== undefined ? encodeCursor(shape.list, shape.position(last)) : null,
  };
}
