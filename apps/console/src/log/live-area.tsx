import type { ReactNode } from 'react';

import { NewRowsPill } from './new-rows-pill.tsx';
import type { ReadingArea } from './use-reading.ts';

interface LiveAreaProps {
  area: ReadingArea;
  /** How many new rows wait above those that show. */
  waiting: number;
  /** Whether `waiting` are not all of them. */
  orMore?: boolean;
  /** What one row is, and what several are. */
  nouns: readonly [string, string];
  onShow: () => void;
  children: ReactNode;
}

/** Rows that nothing moves while somebody is in the middle of them. What says how many wait is a part of them: it is over them. */
export function LiveArea({ area, waiting, orMore = false, nouns, onShow, children }: LiveAreaProps) {
  return (
    <div {...area}>
      <NewRowsPill waiting={waiting} orMore={orMore} nouns={nouns} onShow={onShow} />
      {children}
    </div>
  );
}
