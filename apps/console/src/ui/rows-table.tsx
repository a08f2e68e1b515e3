import { Table, VisuallyHidden } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';

import table from './data-table.module.css';
import type { VirtualRows as Drawn } from './use-virtual-rows.ts';
import { VirtualRows } from './virtual-rows.tsx';

interface RowsTableProps<Row> {
  label: string;
  /** Says how wide its columns are. */
  className: string | undefined;
  /** Null while they load. */
  rows: readonly Row[] | null;
  drawn: Pick<Drawn, 'slots'>;
  /** How it is told to those who hear it read. */
  told: Partial<ComponentProps<typeof Table>>;
  /** The heads of its columns, without that of the last one, of what can be done. */
  head: ReactNode;
  skeleton: ReactNode;
  /** A row at its place. It has a key. While this is the same function, no row is drawn twice. */
  children: (row: Row, at: number) => ReactNode;
}

/** A long table, of which the rows near the window are drawn, with what can be done in its last column. */
export function RowsTable<Row>(props: RowsTableProps<Row>) {
  const { label, className, rows, drawn, told, head, skeleton, children } = props;
  return (
    <div className={table.frame}>
      <Table className={`${table.table} ${table.fixed} ${className}`} aria-label={label} {...told}>
        <Table.Thead>
          <Table.Tr aria-rowindex={1}>
            {head}
            <Table.Th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows === null ? (
            skeleton
          ) : (
            <VirtualRows rows={rows} drawn={drawn} as="tr">
              {children}
            </VirtualRows>
          )}
        </Table.Tbody>
      </Table>
    </div>
  );
}
