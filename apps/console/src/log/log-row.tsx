import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

import table from '../ui/data-table.module.css';
import classes from './log-row.module.css';
import { clickOpens, escapeCloses, type RefOf } from './open-row.ts';

/** What every row of a log is given. */
export interface RowPlace {
  /** Its place among the rows of the table, counted from 1. */
  index: number;
  open: boolean;
  rowRef: ReturnType<RefOf>;
  onToggle: () => void;
}

interface LogRowProps extends RowPlace {
  id: string;
  /** Columns that show; a span over hidden ones would add columns of its own. */
  columns: number;
  /** What opens below the row. */
  detail: ReactNode;
  /** Its cells; in the last is the button that opens it. */
  children: ReactNode;
}

/** Of what a row has opened. */
export const detailIdOf = (id: string): string => `detail-${id}`;

/** A row that opens below itself. A click anywhere opens it; its button does the same for the keyboard and says what it is. */
export function LogRow({ id, index, open, rowRef, onToggle, columns, detail, children }: LogRowProps) {
  const detailId = detailIdOf(id);
  return (
    <>
      <Table.Tr
        className={`${table.row} ${classes.row}`}
        data-row={id}
        data-selected={open || undefined}
        aria-rowindex={index}
        ref={rowRef}
        onClick={clickOpens(onToggle)}
      >
        {children}
      </Table.Tr>
      {open && (
        <Table.Tr
          id={detailId}
          className={classes.detailRow}
          data-detail
          aria-rowindex={index + 1}
          onKeyDown={escapeCloses(detailId, onToggle)}
        >
          <Table.Td colSpan={columns} className={classes.detail}>
            {detail}
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
