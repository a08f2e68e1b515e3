import { Table, VisuallyHidden } from '@mantine/core';
import type { Webhook } from '@tidings/endpoint/schema';

import table from '../../ui/data-table.module.css';
import type { WebhookActivity } from './use-webhook-activity.ts';
import { WebhookRow } from './webhook-row.tsx';
import { WebhookRowsSkeleton } from './webhook-rows-skeleton.tsx';

interface WebhookTableProps {
  /** Null while they load. */
  webhooks: Webhook[] | null;
  activity: ReadonlyMap<string, WebhookActivity> | undefined;
}

export function WebhookTable({ webhooks, activity }: WebhookTableProps) {
  return (
    <div className={table.frame}>
      <Table className={table.table} aria-label="Webhooks" aria-busy={webhooks === null}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Webhook</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th className={table.wide}>Events</Table.Th>
            <Table.Th className={table.wide}>Made by</Table.Th>
            <Table.Th className={`${table.number} ${table.wide}`}>Attempts</Table.Th>
            <Table.Th className={`${table.number} ${table.wide}`}>Failed</Table.Th>
            <Table.Th className={`${table.number} ${table.wide}`}>Last delivery</Table.Th>
            <Table.Th w={46}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {webhooks === null ? (
            <WebhookRowsSkeleton />
          ) : (
            webhooks.map((webhook) => (
              <WebhookRow
                key={webhook.id}
                webhook={webhook}
                activity={activity?.get(webhook.id)}
                known={activity !== undefined}
              />
            ))
          )}
        </Table.Tbody>
      </Table>
    </div>
  );
}
