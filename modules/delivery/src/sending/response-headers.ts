import type { IncomingHttpHeaders } from 'node:http';

/** So many header lines are kept; their size the parser bounds (16 KiB of names and values together). */
export const HEADER_LINES_LIMIT = 100;

type Kept = Record<string, string | string[]>;

/** A response's headers as they are stored: the first hundred lines, names in lower case, values as Latin-1. */
export function keptHeaders(headers: IncomingHttpHeaders): Kept {
  let lines = 0;
  for (const name in headers) {
    const value = headers[name];
    lines += Array.isArray(value) ? value.length : 1;
  }
  // Undici makes the object anew for each response and sets no name to undefined.
  return lines <= HEADER_LINES_LIMIT ? (headers as Kept) : firstLines(headers as Kept);
}

function firstLines(headers: Kept): Kept {
  const kept: [string, string | string[]][] = [];
  let room = HEADER_LINES_LIMIT;
  for (const [name, value] of Object.entries(headers)) {
    if (room === 0) break;
    const part = Array.isArray(value) ? value.slice(0, room) : value;
    room -= Array.isArray(part) ? part.length : 1;
    kept.push([name, part]);
  }
  return Object.fromEntries(kept);
}
