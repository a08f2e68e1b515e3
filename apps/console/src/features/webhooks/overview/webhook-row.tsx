import type { ListedWebhook } from '@tidings/endpoint/schema';

import { clickOpens } from '../../../log/open-row.ts';
import table from '../../../ui/data-table.module.css';
import { AboveLink } from '../../../ui/above-link.tsx';
import { DayTime } from '../../../ui/day-time.tsx';
import { ShortUrl } from '../../../ui/short-url.tsx';
import { makerWords } from '../../session/maker-words.ts';
import { badgeName } from '../badge-name.ts';
import { WebhookBadge } from '../webhook-badge.tsx';
import type { WebhookDialog } from '../webhook-dialogs.tsx';
import { WebhookMenu } from '../webhook-menu.tsx';
import { DayArrived, DayFailed, DaySuccess, LastDelivery, Lines, Volume } from './doing-words.tsx';
import { COLUMNS } from './columns.ts';
import { PanelLink } from './panel-link.tsx';
import { Subscriptions } from './subscriptions.tsx';
import type { Doings } from './use-listed.ts';
import classes from './webhook-row.module.css';

interface WebhookRowProps {
  webhook: ListedWebhook;
  /** Its place among the rows of the table, counted from 1. */
  index: number;
  doings: Doings;
  selected: boolean;
  onDialog: (webhook: ListedWebhook, dialog: WebhookDialog) => void;
  onOpen: (id: string) => void;
}

/** The link of the name stretches over the whole row, so that it opens in a new tab like any link. */
export function WebhookRow({ webhook, index, doings, selected, onDialog, onOpen }: WebhookRowProps) {
  const { id, name } = webhook;
  const failing = badgeName(webhook) === 'failing';
  const maker = makerWords(webhook.created_by);
  return (
    <tr className={table.row} data-row={id} data-selected={selected || undefined} aria-rowindex={index}>
      <td>
        <PanelLink id={id} name={name} />
        <span className={table.line}>
          <ShortUrl url={webhook.url} />
        </span>
      </td>
      <td className={classes.status}>
        <WebhookBadge webhook={webhook} />
        <span className={`${table.slim} ${classes.under}`} title={COLUMNS.success.counts}>
          <DayArrived id={id} doings={doings} failing={failing} />
        </span>
      </td>
      <td className={`${table.wide} ${classes.events}`}>
        <Subscriptions name={name} events={webhook.events} />
      </td>
      <td className={`${table.wide} ${table.dim}`}>
        <span className={table.line} title={maker}>
          {maker}
        </span>
        <span className={classes.under}>
          <AboveLink>
            <DayTime at={webhook.created_at} />
          </AboveLink>
        </span>
      </td>
      {/* It stands above the link of the row, to be pointed at; the keyboard has the link. */}
      <td className={`${table.wide} ${classes.lines}`} onClick={clickOpens(() => onOpen(id))}>
        <Lines id={id} name={name} doings={doings} />
      </td>
      <td className={`${table.number} ${table.wide}`}>
        <Volume id={id} doings={doings} />
      </td>
      <td className={`${table.number} ${table.wide}`}>
        <DaySuccess id={id} doings={doings} failing={failing} />
        <DayFailed id={id} doings={doings} failing={failing} />
      </td>
      <td className={`${table.number} ${table.dim} ${table.wide}`}>
        <LastDelivery id={id} doings={doings} />
      </td>
      <td className={classes.menu}>
        <WebhookMenu webhook={webhook} onDialog={(dialog) => onDialog(webhook, dialog)} at="list" />
      </td>
    </tr>
  );
}
