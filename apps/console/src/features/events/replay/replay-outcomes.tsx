import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Replay } from '@tidings/delivery/schema';

import { useAllWebhooks } from '../../webhooks/use-all-webhooks.ts';
import { isDeleted, webhookName } from '../../webhooks/webhook-name.ts';
import { outcomeParts } from './replay-words.ts';
import classes from './replay.module.css';

/** All that has not arrived, in the log. */
const NOT_ARRIVED = 'failed,retrying,cancelled,archived';

/** What became of a replay that has ended, and the way to what has not arrived. */
export function ReplayOutcomes({ replay }: { replay: Replay }) {
  const webhooks = useAllWebhooks();
  const { outcomes, created_at: after, finished_at: before } = replay;
  if (!outcomes || replay.done === 0 || before === null) return null;
  return (
    <div>
      <ul className={classes.outcomes} aria-label="What became of it">
        {outcomeParts(outcomes).map(({ words, tone }) => (
          <li key={words} data-tone={tone}>
            {words}
          </li>
        ))}
      </ul>
      {outcomes.webhooks.map((each) => {
        const words = outcomeParts({ ...each, succeeded: null })
          .filter(({ number }) => number > 0)
          .map((part) => part.words)
          .join(', ');
        const { webhook_id: id } = each;
        // The log has no filter for a replay: what was made while it ran is nearest.
        return isDeleted(webhooks.data, id) ? (
          <p key={id} className={classes.dim}>
            A deleted webhook: {words}
          </p>
        ) : (
          <p key={id} className={classes.dim}>
            <Anchor
              renderRoot={(props) => (
                <Link
                  to="/dashboard/settings/webhooks/$id/deliveries"
                  params={{ id }}
                  search={{ status: NOT_ARRIVED, after, before }}
                  {...props}
                />
              )}
            >
              <bdi>{webhookName(webhooks.data, id)}</bdi>: {words}
            </Anchor>
          </p>
        );
      })}
    </div>
  );
}
