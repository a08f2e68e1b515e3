import type { ReactNode } from 'react';

import { useVirtualRows } from './use-virtual-rows.ts';
import { VirtualRows } from './virtual-rows.tsx';

interface RowsListProps<Row> {
  label?: string;
  className: string | undefined;
  rows: readonly Row[];
  /** How high an item is that was never drawn, in px. */
  rowHeight: number;
  /** An item at its place. It has a key. */
  children: (row: Row, at: number) => ReactNode;
}

/** A long list, of which the items near the window are drawn. */
export function RowsList<Row extends { id: string }>(props: RowsListProps<Row>) {
  const { label, className, rows, rowHeight, children } = props;
  const drawn = useVirtualRows({ ids: rows.map(({ id }) => id), rowHeight });
  return (
    <ul ref={drawn.ref} className={className} aria-label={label} onFocus={drawn.onFocus}>
      <VirtualRows rows={rows} drawn={drawn} as="li">
        {children}
      </VirtualRows>
    </ul>
  );
}
