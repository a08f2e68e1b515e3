import { Table } from '@mantine/core';
import type { Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';
import { useCallback } from 'react';

import type { RefOf } from '../../log/open-row.ts';
import { useLogRows } from '../../log/use-log-rows.ts';
import table from '../../ui/data-table.module.css';
import { RowsTable } from '../../ui/rows-table.tsx';
import { DeliveryRow } from './delivery-row.tsx';
import classes from './delivery-table.module.css';
import { DeliveryRowsSkeleton } from './delivery-rows-skeleton.tsx';

interface DeliveryTableProps {
  /** Null while they load. */
  rows: Delivery[] | null;
  /** Whether there are no older ones. */
  isWhole: boolean;
  webhook: Webhook | undefined;
  openId: string | undefined;
  refOf: RefOf;
  onOpen: (id: string | undefined) => void;
}

export function DeliveryTable({ rows, isWhole, webhook, openId, refOf, onOpen }: DeliveryTableProps) {
  const { drawn, indexOf, narrow, table: told } = useLogRows({ rows, isWhole, openId });
  const drawRow = useCallback(
    (row: Delivery, at: number) => (
      <DeliveryRow
        key={row.id}
        delivery={row}
        index={indexOf(at)}
        narrow={narrow}
        webhook={webhook}
        open={row.id === openId}
        rowRef={refOf(row.id)}
        onToggle={() => onOpen(row.id === openId ? undefined : row.id)}
      />
    ),
    [indexOf, narrow, webhook, openId, refOf, onOpen],
  );
  return (
    <RowsTable
      label="Deliveries, newest first"
      className={classes.table}
      rows={rows}
      drawn={drawn}
      told={told}
      head={
        <>
          <Table.Th>
            <span className={table.wide}>Time</span>
            <span className={table.slim}>Event</span>
          </Table.Th>
          <Table.Th className={table.wide}>Event id</Table.Th>
          <Table.Th className={table.wide}>Type</Table.Th>
          <Table.Th>Status</Table.Th>
          <Table.Th className={table.wide}>Result</Table.Th>
          <Table.Th className={`${table.number} ${table.wide}`}>Response time</Table.Th>
          <Table.Th className={`${table.number} ${table.wide}`}>Attempt</Table.Th>
        </>
      }
      skeleton={<DeliveryRowsSkeleton />}
    >
      {drawRow}
    </RowsTable>
  );
}
