import { VisuallyHidden } from '@mantine/core';
import type { ListedWebhook } from '@tidings/endpoint/schema';
import { useCallback } from 'react';

import table from '../../../ui/data-table.module.css';
import { rowCount, rowIndex } from '../../../ui/row-window.ts';
import type { VirtualRows as Drawn } from '../../../ui/use-virtual-rows.ts';
import { VirtualRows } from '../../../ui/virtual-rows.tsx';
import type { WebhookDialog } from '../webhook-dialogs.tsx';
import { COLUMNS } from './columns.ts';
import type { Doings } from './use-listed.ts';
import classes from './webhook-row.module.css';
import { WebhookRow } from './webhook-row.tsx';
import { WebhookRowsSkeleton } from './webhook-rows-skeleton.tsx';
import type { WebhooksSearch } from './webhooks-search.ts';

interface WebhookTableProps {
  /** Null while they load. */
  webhooks: readonly ListedWebhook[] | null;
  drawn: Drawn;
  doings: Doings;
  search: WebhooksSearch;
  onDialog: (webhook: ListedWebhook, dialog: WebhookDialog) => void;
  onOpen: (id: string) => void;
}

/** Of plain elements: Mantine's table would bring its scroll areas into the first page. */
export function WebhookTable({ webhooks, drawn, doings, search, onDialog, onOpen }: WebhookTableProps) {
  const chosen = search.webhook;
  const drawRow = useCallback(
    (webhook: ListedWebhook, at: number) => (
      <WebhookRow
        key={webhook.id}
        webhook={webhook}
        index={rowIndex(at, -1)}
        doings={doings}
        selected={webhook.id === chosen}
        onDialog={onDialog}
        onOpen={onOpen}
      />
    ),
    [doings, chosen, onDialog, onOpen],
  );
  return (
    <div className={table.frame}>
      <table
        ref={drawn.ref}
        className={`${table.table} ${table.fixed} ${classes.overview}`}
        aria-label="Webhooks"
        aria-busy={webhooks === null}
        aria-rowcount={webhooks ? rowCount(webhooks.length, true, -1) : undefined}
        onFocus={drawn.onFocus}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th>Webhook</th>
            <th>Status</th>
            <th className={table.wide}>Events</th>
            <th className={table.wide}>Made by</th>
            <th className={table.wide} title={COLUMNS.lines.counts}>
              {COLUMNS.lines.name}
            </th>
            <th
              className={`${table.number} ${table.wide}`}
              aria-sort={search.sort === 'volume' ? 'descending' : undefined}
              title={COLUMNS.deliveries.counts}
            >
              {COLUMNS.deliveries.name}
            </th>
            <th className={`${table.number} ${table.wide}`} title={COLUMNS.success.counts}>
              {COLUMNS.success.name}
            </th>
            <th className={`${table.number} ${table.wide}`}>Last delivery</th>
            <th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {webhooks === null ? (
            <WebhookRowsSkeleton />
          ) : (
            <VirtualRows rows={webhooks} drawn={drawn} as="tr">
              {drawRow}
            </VirtualRows>
          )}
        </tbody>
      </table>
    </div>
  );
}
