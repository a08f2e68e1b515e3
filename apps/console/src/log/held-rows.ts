/** What rows are told apart by. */
export interface Row {
  id: string | number;
}

interface Held<Of extends Row> {
  /** Which of those that are gone go at once. */
  leaves?: ((gone: Of) => boolean) | undefined;
  all?: readonly Of[] | undefined;
}

/**
 * What is shown of a list for as long as nothing in it may move: the rows that were held, as they are now, and below them
 * what has come to its end. New ones wait. What is gone stays, but for what `leaves`.
 * @param all of which `rows` are chosen: what is no longer among those is shown as it is now.
 */
export function heldRows<Of extends Row>(
  held: readonly Of[],
  rows: readonly Of[],
  { leaves = () => false, all = rows }: Held<Of> = {},
) {
  const now = new Map(all.map((row) => [row.id, row]));
  const ids = new Set(held.map(({ id }) => id));
  const lastHeld = rows.findLastIndex(({ id }) => ids.has(id));
  const isNew = ({ id }: Row) => !ids.has(id);
  const below = lastHeld === -1 ? [] : rows.slice(lastHeld + 1);
  const kept = held.flatMap((row) => now.get(row.id) ?? (leaves(row) ? [] : row));
  return { shown: [...kept, ...below], waiting: rows.filter(isNew).length - below.length };
}
