import type { Delivery } from '@tidings/delivery/schema';
import { useState } from 'react';

import { withhold } from './log.ts';

interface Held {
  view: string;
  ids: ReadonlySet<string>;
}

const idsOf = (rows: readonly Delivery[]): ReadonlySet<string> => new Set(rows.map((row) => row.id));

/**
 * While `hold` is true, what arrives waits, so that nothing moves under the eyes or the pointer. `view` names
 * the filters: another view starts afresh. `rows` is null until they are those of the view.
 */
export function useHeldRows(rows: Delivery[] | null, hold: boolean, view: string) {
  const [held, setHeld] = useState<Held | null>(null);
  const ofView = hold && held?.view === view ? held : null;
  // Set while rendering, not in an effect: a row opened by a link must hold its place from the first paint.
  if (hold && rows && !ofView) setHeld({ view, ids: idsOf(rows) });
  if (!hold && held) setHeld(null);
  const { shown, waiting } = withhold(rows ?? [], ofView?.ids ?? null);
  return { shown, waiting, release: () => setHeld({ view, ids: idsOf(rows ?? []) }) };
}
