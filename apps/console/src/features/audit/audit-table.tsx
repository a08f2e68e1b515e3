import { Table } from '@mantine/core';
import { useCallback } from 'react';

import type { RefOf } from '../../log/open-row.ts';
import { useLogRows } from '../../log/use-log-rows.ts';
import table from '../../ui/data-table.module.css';
import { RowsTable } from '../../ui/rows-table.tsx';
import type { AuditEntry } from './audit-entry.ts';
import { AuditRow } from './audit-row.tsx';
import { AuditRowsSkeleton } from './audit-rows-skeleton.tsx';
import type { AuditSearch } from './audit-search.ts';
import classes from './audit.module.css';

interface AuditTableProps {
  /** Null while they load. */
  rows: AuditEntry[] | null;
  /** Whether there are no older ones. */
  isWhole: boolean;
  openId: string | undefined;
  refOf: RefOf;
  onOpen: (id: string | undefined) => void;
  /** Shows only what has this in common. */
  onNarrow: (filter: Pick<AuditSearch, 'actor' | 'subject'>) => void;
}

export function AuditTable({ rows, isWhole, openId, refOf, onOpen, onNarrow }: AuditTableProps) {
  const { drawn, indexOf, narrow, table: told } = useLogRows({ rows, isWhole, openId });
  const drawRow = useCallback(
    (row: AuditEntry, at: number) => (
      <AuditRow
        key={row.id}
        entry={row}
        index={indexOf(at)}
        narrow={narrow}
        open={row.id === openId}
        rowRef={refOf(row.id)}
        onToggle={() => onOpen(row.id === openId ? undefined : row.id)}
        onNarrow={onNarrow}
      />
    ),
    [indexOf, narrow, openId, refOf, onOpen, onNarrow],
  );
  return (
    <RowsTable
      label="Audit log, newest first"
      className={classes.table}
      rows={rows}
      drawn={drawn}
      told={told}
      head={
        <>
          <Table.Th>
            <span className={table.wide}>Time</span>
            <span className={table.slim}>Action</span>
          </Table.Th>
          <Table.Th className={table.wide}>Who</Table.Th>
          <Table.Th className={table.wide}>Action</Table.Th>
          <Table.Th className={table.wide}>What</Table.Th>
          <Table.Th className={table.wide}>From</Table.Th>
        </>
      }
      skeleton={<AuditRowsSkeleton />}
    >
      {drawRow}
    </RowsTable>
  );
}
