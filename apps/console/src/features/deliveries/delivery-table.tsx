import { Table, VisuallyHidden } from '@mantine/core';
import type { Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';

import table from '../../ui/data-table.module.css';
import { DeliveryRow } from './delivery-row.tsx';
import { DeliveryRowsSkeleton } from './delivery-rows-skeleton.tsx';

interface DeliveryTableProps {
  /** Null while they load. */
  rows: Delivery[] | null;
  webhook: Pick<Webhook, 'retry' | 'timeout_seconds'> | undefined;
  openId: string | undefined;
  onOpen: (id: string | undefined) => void;
}

export function DeliveryTable({ rows, webhook, openId, onOpen }: DeliveryTableProps) {
  return (
    <div className={table.frame}>
      <Table className={table.table} aria-label="Deliveries, newest first" aria-busy={rows === null}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Time</Table.Th>
            <Table.Th className={table.wide}>Event</Table.Th>
            <Table.Th className={table.wide}>Type</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th className={`${table.number} ${table.wide}`}>Response time</Table.Th>
            <Table.Th className={`${table.number} ${table.wide}`}>Attempt</Table.Th>
            <Table.Th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows === null ? (
            <DeliveryRowsSkeleton />
          ) : (
            rows.map((row) => (
              <DeliveryRow
                key={row.id}
                delivery={row}
                webhook={webhook}
                open={row.id === openId}
                onToggle={() => onOpen(row.id === openId ? undefined : row.id)}
              />
            ))
          )}
        </Table.Tbody>
      </Table>
    </div>
  );
}
