import { Skeleton } from '@mantine/core';
import type { ListedWebhook } from '@tidings/endpoint/schema';
import { useCallback } from 'react';

import type { VirtualRows as Drawn } from '../../../ui/use-virtual-rows.ts';
import { VirtualRows } from '../../../ui/virtual-rows.tsx';
import type { WebhookDialog } from '../webhook-dialogs.tsx';
import type { Doings } from './use-listed.ts';
import { WebhookCard } from './webhook-card.tsx';
import classes from './webhook-card.module.css';
import type { WebhooksSearch } from './webhooks-search.ts';

const SKELETONS = [1, 2, 3, 4, 5, 6];

interface WebhookCardsProps {
  /** Null while they load. */
  webhooks: readonly ListedWebhook[] | null;
  drawn: Drawn;
  doings: Doings;
  search: WebhooksSearch;
  onDialog: (webhook: ListedWebhook, dialog: WebhookDialog) => void;
}

export function WebhookCards({ webhooks, drawn, doings, search, onDialog }: WebhookCardsProps) {
  const chosen = search.webhook;
  const of = webhooks?.length ?? 0;
  const drawCard = useCallback(
    (webhook: ListedWebhook, at: number) => (
      <WebhookCard
        key={webhook.id}
        webhook={webhook}
        place={{ at, of }}
        doings={doings}
        selected={webhook.id === chosen}
        onDialog={onDialog}
      />
    ),
    [of, doings, chosen, onDialog],
  );
  return (
    <ul
      ref={drawn.ref}
      className={classes.cards}
      aria-label="Webhooks"
      aria-busy={webhooks === null}
      onFocus={drawn.onFocus}
    >
      {webhooks === null ? (
        SKELETONS.map((each) => (
          <li key={each}>
            <Skeleton height={212} radius="lg" />
          </li>
        ))
      ) : (
        <VirtualRows rows={webhooks} drawn={drawn} as="li">
          {drawCard}
        </VirtualRows>
      )}
    </ul>
  );
}
