import { useCallback } from 'react';

import { rowCount, rowIndex } from '../ui/row-window.ts';
import { useVirtualRows } from '../ui/use-virtual-rows.ts';
import type { LogRow } from './log.ts';
import { useNarrow } from './use-narrow.ts';

/** In px. Its rows are drawn so high, on a phone with two lines in each, and higher only where something has to wrap. */
const ROW_HEIGHTS = { wide: 40, narrow: 56 };

interface Shown {
  /** Null while they load. */
  rows: readonly LogRow[] | null;
  /** Whether there are no older ones. */
  isWhole: boolean;
  openId: string | undefined;
}

/** The rows of a log that are drawn, and how its table is told to those who hear it read. */
export function useLogRows({ rows, isWhole, openId }: Shown) {
  const narrow = useNarrow();
  const ids = rows?.map(({ id }) => id) ?? [];
  const rowHeight = narrow ? ROW_HEIGHTS.narrow : ROW_HEIGHTS.wide;
  const drawn = useVirtualRows({ ids, rowHeight, open: openId });
  const { ref, onFocus, openAt } = drawn;
  return {
    drawn,
    narrow,
    indexOf: useCallback((at: number) => rowIndex(at, openAt), [openAt]),
    table: {
      ref,
      onFocus,
      style: { '--row-height': `${rowHeight}px` },
      'aria-busy': rows === null,
      'aria-rowcount': rows ? rowCount(ids.length, isWhole, openAt) : undefined,
    },
  };
}
