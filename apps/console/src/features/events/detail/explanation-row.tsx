import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';
import type { Explanation } from '@tidings/event/schema';

import { shortId } from '../../../format/id.ts';
import type { itemProps } from '../../../ui/row-props.ts';
import { Mono } from '../../../ui/mono.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { useIsViewer } from '../../session/use-session.ts';
import { canBeReplayed, reasonWords, RESULT_LABELS, RESULT_TONES } from './explain-words.ts';
import classes from './event-detail.module.css';
import { PendingDelivery } from './pending-delivery.tsx';

interface ExplanationRowProps {
  explanation: Explanation;
  /** Where it stands in the list. */
  place: ReturnType<typeof itemProps>;
  /** Undefined until the webhooks are known. */
  webhook: Pick<Webhook, 'name' | 'status'> | undefined;
  /** Undefined where the event cannot be delivered again. */
  onReplay: (() => void) | undefined;
}

/** What became of the event at one webhook. Viewers read it, and have no way on: webhooks are not theirs to see. */
export function ExplanationRow({ explanation, place, webhook, onReplay }: ExplanationRowProps) {
  const { webhook_id: id, delivery_id: delivery, result } = explanation;
  const isViewer = useIsViewer();
  const name = webhook?.name ?? shortId(id);
  const canReplay = onReplay && webhook?.status === 'active' && canBeReplayed(explanation);
  return (
    <li className={classes.webhook} {...place}>
      {isViewer ? (
        <Mono title={id}>{shortId(id)}</Mono>
      ) : (
        <Anchor
          className={classes.name}
          renderRoot={(props) => <Link to="/dashboard/settings/webhooks/$id" params={{ id }} {...props} />}
        >
          <bdi>{name}</bdi>
        </Anchor>
      )}
      <StatusBadge tone={RESULT_TONES[result]}>{RESULT_LABELS[result]}</StatusBadge>
      <p className={classes.reason}>{reasonWords(explanation)}</p>
      {!isViewer && (delivery !== null || canReplay) && (
        <div className={classes.links}>
          {delivery !== null && result === 'pending' && (
            <PendingDelivery id={delivery} name={name} webhook={webhook} />
          )}
          {delivery !== null && (
            <Anchor
              aria-label={`View the delivery to ${name}`}
              renderRoot={(props) => (
                <Link
                  to="/dashboard/settings/webhooks/$id/deliveries"
                  params={{ id }}
                  search={{ delivery }}
                  {...props}
                />
              )}
            >
              View delivery
            </Anchor>
          )}
          {canReplay && (
            <Anchor component="button" type="button" aria-label={`Replay to ${name}`} onClick={onReplay}>
              Replay
            </Anchor>
          )}
        </div>
      )}
    </li>
  );
}
