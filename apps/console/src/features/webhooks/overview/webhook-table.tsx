import { VisuallyHidden } from '@mantine/core';
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

/** Of plain elements: Mantine's table would bring its scroll areas into the first page. */
export function WebhookTable({ webhooks, doings, search, onDialog, onOpen }: WebhookTableProps) {
  return (
    <div className={table.frame}>
      <table
        className={`${table.table} ${classes.overview}`}
        aria-label="Webhooks"
        aria-busy={webhooks === null}
      >
        <thead>
          <tr>
            <th>Webhook</th>
            <th>Status</th>
            <th className={table.wide}>Events</th>
            <th className={table.wide}>Made by</th>
            <th className={table.wide}>Last 7 days</th>
            <th
              className={`${table.number} ${table.wide}`}
              aria-sort={search.sort === 'volume' ? 'descending' : undefined}
              title="Of the last 7 days, retries included"
            >
              Attempts
            </th>
            <th className={`${table.number} ${table.wide}`} title="Deliveries that arrived">
              24 h success
            </th>
            <th className={`${table.number} ${table.wide}`}>Last delivery</th>
            <th className={classes.menu}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </table>
    </div>
  );
}
