import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Event, Explanation } from '@tidings/event/schema';
import { useState } from 'react';

import { count } from '../../../format/number.ts';
import { LiveArea } from '../../../log/live-area.tsx';
import { useLiveRows } from '../../../log/use-live-rows.ts';
import detail from '../../../log/row-detail.module.css';
import { BlockHead } from '../../../ui/block-head.tsx';
import { itemProps } from '../../../ui/row-props.ts';
import { RowsList } from '../../../ui/rows-list.tsx';
import { UnreadLine } from '../../../ui/unread-line.tsx';
import { useIsViewer } from '../../session/use-session.ts';
import { NO_NAMES } from '../../webhooks/webhook-name.ts';
import { useAllWebhooks } from '../../webhooks/use-all-webhooks.ts';
import { explainSummary, inOrder } from './explain-words.ts';
import classes from './event-detail.module.css';
import { ExplanationRow } from './explanation-row.tsx';
import { ReplayEventModal } from './replay-event-modal.tsx';

/** So many show at once; the rest when asked for. */
const SHOWN_FIRST = 8;
/** With a line for the reason, and one for the way on. */
const ROW_HEIGHT = 88;
const NOUNS = ['webhook', 'webhooks'] as const;

interface ExplanationsProps {
  event: Event;
  explain: readonly Explanation[];
  canReplay: boolean;
}

/** For every webhook of the account: what became of the event, why, and where to look further. */
export function Explanations({ event, explain, canReplay }: ExplanationsProps) {
  const [all, setAll] = useState(false);
  const [again, setAgain] = useState<string | null>(null);
  const isViewer = useIsViewer();
  const webhooks = useAllWebhooks();
  const byId = new Map(webhooks.data?.map((webhook) => [webhook.id, webhook]));
  const live = useLiveRows(
    inOrder(explain).map((each) => ({ ...each, id: each.webhook_id })),
    { by: event.id },
  );
  const ordered = live.rows ?? [];
  const shown = all ? ordered : ordered.slice(0, SHOWN_FIRST);
  return (
    <section aria-label="What became of it">
      <BlockHead title="What became of it">{explainSummary(explain)}</BlockHead>
      <UnreadLine of={[[webhooks, NO_NAMES]]} />
      {explain.length === 0 ? (
        <p className={detail.none}>
          The account has no webhooks, so nobody was told.{' '}
          {!isViewer && (
            <Anchor
              underline="always"
              renderRoot={(props) => <Link to="/dashboard/settings/webhooks/create" {...props} />}
            >
              Create a webhook
            </Anchor>
          )}
        </p>
      ) : (
        <LiveArea area={live.area} waiting={live.waiting} nouns={NOUNS} onShow={live.show}>
          <RowsList className={classes.list} rows={shown} rowHeight={ROW_HEIGHT}>
            {(explanation, at) => (
              <ExplanationRow
                key={explanation.webhook_id}
                explanation={explanation}
                place={itemProps(explanation.webhook_id, at, ordered.length)}
                webhook={byId.get(explanation.webhook_id)}
                onReplay={canReplay ? () => setAgain(explanation.webhook_id) : undefined}
              />
            )}
          </RowsList>
        </LiveArea>
      )}
      {shown.length < ordered.length && (
        <Button variant="default" className={classes.more} onClick={() => setAll(true)}>
          {`Show all ${count(ordered.length)} webhooks`}
        </Button>
      )}
      <ReplayEventModal
        key={again}
        event={event}
        webhookId={again}
        opened={again !== null}
        onClose={() => setAgain(null)}
      />
    </section>
  );
}
