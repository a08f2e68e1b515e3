import { rowCount } from './row-window.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

interface LongTable {
  /** Of its rows, in their order; null while they load. */
  ids: readonly string[] | null;
  /** Whether there are no more of them than are known. */
  isWhole: boolean;
  /** How high a row is that was never drawn, in px. */
  rowHeight?: number;
}

/** Of a row with a line under its name. */
const ROW_HEIGHT = 56;

/** Which rows of a long table are drawn, and how it is told to those who hear it read. Nothing is open in it. */
export function useTableRows({ ids, isWhole, rowHeight = ROW_HEIGHT }: LongTable) {
  const drawn = useVirtualRows({ ids: ids ?? [], rowHeight });
  return {
    drawn,
    table: {
      ref: drawn.ref,
      onFocus: drawn.onFocus,
      'aria-busy': ids === null,
      'aria-rowcount': ids ? rowCount(ids.length, isWhole, -1) : undefined,
    },
  };
}
