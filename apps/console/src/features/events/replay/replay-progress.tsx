import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Replay } from '@tidings/delivery/schema';

import { isolated } from '../../../format/isolated.ts';
import { listWords } from '../../../format/duration.ts';
import { Facts } from '../../../ui/facts.tsx';
import { Mono } from '../../../ui/mono.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { UnreadLine } from '../../../ui/unread-line.tsx';
import { useAllWebhooks } from '../../webhooks/use-all-webhooks.ts';
import { isDeleted, NO_NAMES, webhookName } from '../../webhooks/webhook-name.ts';
import { CancelReplay } from './cancel-replay.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { rateWords } from './rate.ts';
import { ReplayOutcomes } from './replay-outcomes.tsx';
import { isOpen, progressWords, REPLAY_LABELS, REPLAY_TONES, replayRange } from './replay-words.ts';
import classes from './replay.module.css';

/** How far a replay has come, what it is of, and the way to end it. */
export function ReplayProgress({ replay, rate }: { replay: Replay; rate: number | null }) {
  const webhooks = useAllWebhooks();
  const nameOf = (each: string) => webhookName(webhooks.data, each);
  const open = isOpen(replay);
  const pace = replay.status === 'running' ? rateWords(rate, replay.total - replay.done) : null;
  const { webhook_id: id, types } = replay;
  return (
    <>
      <div className={classes.head}>
        <StatusBadge tone={REPLAY_TONES[replay.status]}>{REPLAY_LABELS[replay.status]}</StatusBadge>
        <span className={classes.dim}>{replayRange(replay)}</span>
      </div>
      <div>
        <ProgressBar replay={replay} />
        <div className={classes.figures}>
          <span>{progressWords(replay)}</span>
          {pace && <span className={classes.dim}>{pace}</span>}
        </div>
      </div>
      {open && replay.waiting_for.length > 0 && (
        <Notice tone="warning">
          It waits for {listWords(replay.waiting_for.map((each) => isolated(nameOf(each))))}, and goes on when
          resumed.
        </Notice>
      )}
      {replay.error !== null && <Notice tone="warning">{replay.error}</Notice>}
      <ReplayOutcomes replay={replay} />
      <UnreadLine of={[[webhooks, NO_NAMES]]} />
      {open && <CancelReplay replay={replay} />}
      <Facts
        facts={[
          {
            name: 'Types',
            value: types ? types.map((type) => <div key={type}>{type}</div>) : 'All types',
          },
          {
            name: 'To',
            value:
              id && isDeleted(webhooks.data, id) ? (
                'A deleted webhook'
              ) : id ? (
                <Anchor
                  renderRoot={(props) => (
                    <Link to="/dashboard/settings/webhooks/$id" params={{ id }} {...props} />
                  )}
                >
                  <bdi>{nameOf(id)}</bdi>
                </Anchor>
              ) : (
                'All webhooks that were active'
              ),
          },
          {
            name: 'Which',
            value: replay.only_failed
              ? 'Only what has not succeeded'
              : replay.only_missed
                ? 'Only what was missed'
                : 'Every event',
          },
          {
            name: 'Started',
            value: (
              <>
                <RelativeTime at={replay.created_at} /> by <bdi>{replay.created_by.name}</bdi>
              </>
            ),
          },
          ...(replay.finished_at ? [{ name: 'Ended', value: <RelativeTime at={replay.finished_at} /> }] : []),
          { name: 'Id', value: <Mono>{replay.id}</Mono> },
        ]}
      />
    </>
  );
}
