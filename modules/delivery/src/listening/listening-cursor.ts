import type { AcceptancePlace } from '@tidings/event';
import { invalid } from '@tidings/kernel';
import { z } from 'zod';

/**
 * Where a listener stands. All that was accepted before `from` has been read. With a `place` it is reading, piece by piece,
 * what came since, and has come so far; when it is through it begins at `from` again, where a transaction may have
 * committed meanwhile that had begun earlier.
 */
export type ListeningCursor = { from: string; place: AcceptancePlace | null };

const time = z.iso.datetime({ precision: 6 });
const position = z.tuple([time, z.union([time, z.literal('')]), z.string().regex(/^\w{0,100}$/)]);

export function writeListeningCursor({ from, place }: ListeningCursor): string {
  return Buffer.from(JSON.stringify([from, place?.at ?? '', place?.id ?? ''])).toString('base64url');
}

/** @throws {DomainError} `invalid` when the cursor is not one that a listener was given. */
export function readListeningCursor(text: string): ListeningCursor {
  const read = position.safeParse(decoded(text));
  if (!read.success)
    throw invalid('/cursor', 'This cursor was not given to a listener. Start again without one.');
  const [from, at, id] = read.data;
  return { from, place: at === '' ? null : { at, id } };
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
