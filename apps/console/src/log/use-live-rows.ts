import { useState } from 'react';

import { heldRows, type Row } from './held-rows.ts';
import { useReading } from './use-reading.ts';

interface Live<Of extends Row> {
  /** What they are chosen by: with another choice, others are held. Null while they are not those of the choice. */
  by?: string | null;
  /** Which of those that are gone go at once, as somebody has taken them away themself. */
  leaves?: (gone: Of) => boolean;
  /** All of which they are chosen, so that what is no longer chosen shows as it is. */
  all?: readonly Of[] | undefined;
}

/** A list that is read again by itself, and whose rows do not move while somebody is in the middle of them. */
export function useLiveRows<Of extends Row>(
  rows: readonly Of[] | null,
  { by = '', leaves, all }: Live<Of> = {},
) {
  const { reading, area, toTop } = useReading();
  const [held, setHeld] = useState<{ by: string; rows: readonly Of[] } | null>(null);
  const show = () => {
    setHeld(null);
    toTop();
  };
  const live = { rows, waiting: 0, area, show };
  if (!reading || !rows || by === null) {
    if (held) setHeld(null);
    return live;
  }
  if (held?.by !== by) {
    // Where there are none, nothing can move.
    if (rows.length > 0) setHeld({ by, rows });
    return live;
  }
  const { shown, waiting } = heldRows(held.rows, rows, { leaves, all });
  return shown.length === 0 ? live : { ...live, rows: shown, waiting };
}
