import type { ListedWebhook } from '@tidings/endpoint/schema';

import { AboveLink } from '../../../ui/above-link.tsx';
import { DayTime } from '../../../ui/day-time.tsx';
import { ShortUrl } from '../../../ui/short-url.tsx';
import { makerWords } from '../../session/maker-words.ts';
import { badgeName } from '../badge-name.ts';
import { WebhookBadge } from '../webhook-badge.tsx';
import type { WebhookDialog } from '../webhook-dialogs.tsx';
import { WebhookMenu } from '../webhook-menu.tsx';
import { DayFailed, DaySuccess, LastDelivery, Lines, Volume } from './doing-words.tsx';
import { COLUMNS } from './columns.ts';
import { PanelLink } from './panel-link.tsx';
import { Subscriptions } from './subscriptions.tsx';
import type { Doings } from './use-listed.ts';
import classes from './webhook-card.module.css';

interface WebhookCardProps {
  webhook: ListedWebhook;
  /** Its place among all cards, not all of which are drawn. */
  place?: { at: number; of: number };
  doings: Doings;
  selected: boolean;
  onDialog: (webhook: ListedWebhook, dialog: WebhookDialog) => void;
}

/** The same as a row, where there is room for the lines rather than for many webhooks. */
export function WebhookCard({ webhook, place, doings, selected, onDialog }: WebhookCardProps) {
  const { id, name } = webhook;
  const failing = badgeName(webhook) === 'failing';
  return (
    <li
      className={classes.card}
      data-row={id}
      data-selected={selected || undefined}
      aria-posinset={place && place.at + 1}
      aria-setsize={place?.of}
    >
      <div className={classes.head}>
        <div className={classes.identity}>
          <PanelLink id={id} name={name} />
        </div>
        <WebhookBadge webhook={webhook} />
        <div className={classes.above}>
          <WebhookMenu webhook={webhook} onDialog={(dialog) => onDialog(webhook, dialog)} at="list" />
        </div>
      </div>
      <span className={classes.url}>
        <ShortUrl url={webhook.url} />
      </span>
      <div className={`${classes.lines} ${classes.above}`}>
        <Lines id={id} name={name} doings={doings} />
      </div>
      <dl className={classes.facts}>
        <div>
          <dt title={COLUMNS.deliveries.counts}>{COLUMNS.deliveries.name}</dt>
          <dd>
            <Volume id={id} doings={doings} />
          </dd>
        </div>
        <div>
          <dt title={COLUMNS.success.counts}>{COLUMNS.success.name}</dt>
          <dd>
            <DaySuccess id={id} doings={doings} failing={failing} />
            <DayFailed id={id} doings={doings} failing={failing} />
          </dd>
        </div>
        <div>
          <dt>Last delivery</dt>
          <dd>
            <LastDelivery id={id} doings={doings} />
          </dd>
        </div>
      </dl>
      <div className={classes.foot}>
        <div className={classes.events}>
          <Subscriptions name={name} events={webhook.events} />
        </div>
        <span className={classes.maker}>
          {makerWords(webhook.created_by)}
          <AboveLink>
            <DayTime at={webhook.created_at} />
          </AboveLink>
        </span>
      </div>
    </li>
  );
}
