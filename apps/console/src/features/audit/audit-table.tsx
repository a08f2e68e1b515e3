import { Table, VisuallyHidden } from '@mantine/core';

import table from '../../ui/data-table.module.css';
import type { AuditEntry } from './audit-entry.ts';
import { AuditRow } from './audit-row.tsx';
import { AuditRowsSkeleton } from './audit-rows-skeleton.tsx';
import type { AuditSearch } from './audit-search.ts';
import classes from './audit.module.css';

interface AuditTableProps {
  /** Null while they load. */
  rows: AuditEntry[] | null;
  openId: string | undefined;
  onOpen: (id: string | undefined) => void;
  /** Shows only what has this in common. */
  onNarrow: (filter: Pick<AuditSearch, 'actor' | 'subject'>) => void;
}

export function AuditTable({ rows, openId, onOpen, onNarrow }: AuditTableProps) {
  return (
    <div className={table.frame}>
      <Table
        className={`${table.table} ${classes.table}`}
        aria-label="Audit log, newest first"
        aria-busy={rows === null}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Time</Table.Th>
            <Table.Th className={table.wide}>Who</Table.Th>
            <Table.Th className={table.wide}>Action</Table.Th>
            <Table.Th className={table.wide}>What</Table.Th>
            <Table.Th className={table.wide}>From</Table.Th>
            <Table.Th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows === null ? (
            <AuditRowsSkeleton />
          ) : (
            rows.map((row) => (
              <AuditRow
                key={row.id}
                entry={row}
                open={row.id === openId}
                onToggle={() => onOpen(row.id === openId ? undefined : row.id)}
                onNarrow={onNarrow}
              />
            ))
          )}
        </Table.Tbody>
      </Table>
    </div>
  );
}
