import { useCallback } from 'react';

import { rowCount, rowIndex } from '../ui/row-window.ts';
import { useVirtualRows } from '../ui/use-virtual-rows.ts';
import type { LogRow } from './log.ts';
import { useNarrow } from './use-narrow.ts';

/** As the rows of a log are drawn; those of a phone have two lines or three. */
const ROW_HEIGHTS = { wide: 40, narrow: 60 };

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
  const drawn = useVirtualRows({
    ids,
    rowHeight: narrow ? ROW_HEIGHTS.narrow : ROW_HEIGHTS.wide,
    open: openId,
  });
  const { ref, onFocus, openAt } = drawn;
  return {
    drawn,
    narrow,
    indexOf: useCallback((at: number) => rowIndex(at, openAt), [openAt]),
    table: {
      ref,
      onFocus,
      'aria-busy': rows === null,
      'aria-rowcount': rows ? rowCount(ids.length, isWhole, openAt) : undefined,
    },
  };
}
