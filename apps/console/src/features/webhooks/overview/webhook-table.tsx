import { Table, VisuallyHidden } from '@mantine/core';
import type { ListedWebhook } from '@tidings/endpoint/schema';

import table from '../../../ui/data-table.module.css';
import type { WebhookDialog } from '../webhook-dialogs.tsx';
import type { Doings } from './use-listed.ts';
import classes from './webhook-row.module.css';
import { WebhookRow } from './webhook-row.tsx';
import { WebhookRowsSkeleton } from './webhook-rows-skeleton.tsx';
import type { WebhooksSearch } from './webhooks-search.ts';

interface WebhookTableProps {
  /** Null while they load. */
  webhooks: readonly ListedWebhook[] | null;
  doings: Doings;
  search: WebhooksSearch;
  onDialog: (webhook: ListedWebhook, dialog: WebhookDialog) => void;
  onOpen: (id: string) => void;
}

export function WebhookTable({ webhooks, doings, search, onDialog, onOpen }: WebhookTableProps) {
  return (
    <div className={table.frame}>
      <Table
        className={`${table.table} ${classes.overview}`}
        aria-label="Webhooks"
        aria-busy={webhooks === null}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Webhook</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th className={table.wide}>Events</Table.Th>
            <Table.Th className={table.wide}>Made by</Table.Th>
            <Table.Th className={table.wide}>Last 7 days</Table.Th>
            <Table.Th
              className={`${table.number} ${table.wide}`}
              aria-sort={search.sort === 'volume' ? 'descending' : undefined}
              title="Of the last 7 days, retries included"
            >
              Attempts
            </Table.Th>
            <Table.Th className={`${table.number} ${table.wide}`} title="Deliveries that arrived">
              24 h success
            </Table.Th>
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
                doings={doings}
                selected={webhook.id === search.webhook}
                onDialog={onDialog}
                onOpen={onOpen}
              />
            ))
          )}
        </Table.Tbody>
      </Table>
    </div>
  );
}
