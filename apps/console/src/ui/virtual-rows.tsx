import { useMemo, type ReactNode } from 'react';

import type { VirtualRows as Drawn } from './use-virtual-rows.ts';
import classes from './virtual-rows.module.css';

interface VirtualRowsProps<Row> {
  rows: readonly Row[];
  drawn: Pick<Drawn, 'slots'>;
  /** What a row is: of a table, or of a list. */
  as: 'tr' | 'li';
  /** A row at its place. It has a key. While this is the same function, no row is drawn twice. */
  children: (row: Row, at: number) => ReactNode;
}

/** The rows of a long list that are drawn, and room for the others. */
export function VirtualRows<Row>({ rows, drawn, as: Room, children }: VirtualRowsProps<Row>) {
  // Of what was drawn React draws nothing again: only what comes near the window costs anything as somebody scrolls.
  const rowAt = useMemo(() => {
    const known = new Map<number, ReactNode>();
    return (at: number) => {
      const row = rows[at];
      if (row !== undefined && !known.has(at)) known.set(at, children(row, at));
      return known.get(at);
    };
  }, [rows, children]);
  let rooms = 0;
  return drawn.slots.map((slot) => {
    if (typeof slot === 'number') return rowAt(slot);
    rooms += 1;
    return (
      <Room key={`room ${rooms}`} aria-hidden className={classes.room} style={{ height: slot.height }}>
        {Room === 'tr' && <td />}
      </Room>
    );
  });
}
