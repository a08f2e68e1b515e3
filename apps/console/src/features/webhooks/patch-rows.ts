interface Row {
  id: string;
}

/**
 * The rows, newest first, after those of `ids` were read again: what is there now takes its place or comes to it, what is
 * not is gone. Ids begin with the time, so their order is that of their making.
 */
export function patchRows<Shown extends Row>(
  rows: readonly Shown[],
  ids: readonly string[],
  read: readonly Shown[],
): Shown[] {
  const asked = new Set(ids);
  const now = new Map(read.map((row) => [row.id, row]));
  const known = new Set(rows.map(({ id }) => id));
  const kept = rows.flatMap((row) => (asked.has(row.id) ? (now.get(row.id) ?? []) : row));
  const added = read.filter(({ id }) => !known.has(id));
  if (added.length === 0) return kept;
  return [...added, ...kept].toSorted((a, b) => (a.id < b.id ? 1 : -1));
}
