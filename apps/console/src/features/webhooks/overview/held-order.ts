import { useState } from 'react';

interface Row {
  id: string;
}

/** Rows in the order of these ids; those that are not among them come last, in the order they had. */
export function inHeldOrder<Of extends Row>(rows: readonly Of[], ids: readonly string[]): Of[] {
  const places = new Map(ids.map((id, place) => [id, place]));
  const placeOf = ({ id }: Row) => places.get(id) ?? ids.length;
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/**
 * Keeps rows in the order they have, so that none moves under the eyes or the pointer, for as long as `hold` is the same
 * text: what they were chosen by. Null lets them go.
 */
export function useHeldOrder<Of extends Row>(rows: readonly Of[] | null, hold: string | null) {
  const [held, setHeld] = useState<{ by: string; ids: readonly string[] } | null>(null);
  if (hold === null || rows === null) {
    if (held) setHeld(null);
    return rows;
  }
  if (held?.by !== hold) {
    setHeld({ by: hold, ids: rows.map(({ id }) => id) });
    return rows;
  }
  return inHeldOrder(rows, held.ids);
}
