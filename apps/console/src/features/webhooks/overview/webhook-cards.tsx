import { Skeleton } from '@mantine/core';
import type { ListedWebhook } from '@tidings/endpoint/schema';

import type { WebhookDialog } from '../webhook-dialogs.tsx';
import type { Doings } from './use-listed.ts';
import { WebhookCard } from './webhook-card.tsx';
import classes from './webhook-card.module.css';
import type { WebhooksSearch } from './webhooks-search.ts';

const SKELETONS = [1, 2, 3, 4, 5, 6];

interface WebhookCardsProps {
  /** Null while they load. */
  webhooks: readonly ListedWebhook[] | null;
  doings: Doings;
  search: WebhooksSearch;
  onDialog: (webhook: ListedWebhook, dialog: WebhookDialog) => void;
}

export function WebhookCards({ webhooks, doings, search, onDialog }: WebhookCardsProps) {
  return (
    <ul className={classes.cards} aria-label="Webhooks" aria-busy={webhooks === null}>
      {webhooks === null
        ? SKELETONS.map((each) => (
            <li key={each}>
              <Skeleton height={212} radius="lg" />
            </li>
          ))
        : webhooks.map((webhook) => (
            <WebhookCard
              key={webhook.id}
              webhook={webhook}
              doings={doings}
              selected={webhook.id === search.webhook}
              onDialog={onDialog}
            />
          ))}
    </ul>
  );
}
