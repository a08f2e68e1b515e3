import { Anchor, Button, Group, Skeleton, Stack } from '@mantine/core';
import type { Replay } from '@tidings/delivery/schema';

import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { UnreadLine } from '../../../ui/unread-line.tsx';
import { useAllWebhooks } from '../../webhooks/use-all-webhooks.ts';
import { NO_NAMES, webhookName } from '../../webhooks/webhook-name.ts';
import { PanelLink } from './panel-link.tsx';
import { progressWords, REPLAY_LABELS, REPLAY_TONES, replayRange, selectionWords } from './replay-words.ts';
import classes from './replay.module.css';
import { useReplays } from './use-replays.ts';

const SKELETONS = [1, 2, 3];

/** The account's replays, newest first. */
export function ReplayList() {
  const replays = useReplays();
  const webhooks = useAllWebhooks();
  const rows = replays.data?.pages.flatMap((page) => page.data);
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="xs">
        <span className={classes.dim}>{rows?.length === 0 ? 'Nothing has been replayed yet.' : ''}</span>
        <Button renderRoot={(props) => <PanelLink replay="new" {...props} />}>New replay</Button>
      </Group>
      <UnreadLine of={[[webhooks, NO_NAMES]]} />
      {replays.error && !rows ? (
        <ErrorNotice
          error={replays.error}
          doing="load the replays"
          meanwhile="They go on by themselves."
          onRetry={() => replays.refetch()}
        />
      ) : rows === undefined ? (
        <div role="status" aria-busy aria-label="Replays are loading">
          {SKELETONS.map((each) => (
            <Skeleton key={each} height={86} mb={8} radius="md" />
          ))}
        </div>
      ) : (
        rows.length > 0 && (
          <ul className={classes.list} aria-label="Replays, newest first">
            {rows.map((replay) => (
              <ReplayItem
                key={replay.id}
                replay={replay}
                to={replay.webhook_id ? webhookName(webhooks.data, replay.webhook_id) : 'All active webhooks'}
              />
            ))}
          </ul>
        )
      )}
      <LoadMore pages={replays} noun="replays" />
    </Stack>
  );
}

function ReplayItem({ replay, to }: { replay: Replay; to: string }) {
  const selection = selectionWords(replay);
  return (
    <li className={classes.item}>
      <Anchor renderRoot={(props) => <PanelLink replay={replay.id} {...props} />}>
        <div className={classes.head}>
          <StatusBadge tone={REPLAY_TONES[replay.status]}>{REPLAY_LABELS[replay.status]}</StatusBadge>
          <span className={classes.dim}>
            <RelativeTime at={replay.created_at} />
          </span>
        </div>
        <p>
          {progressWords(replay)} · <bdi>{to}</bdi>
        </p>
        <p className={classes.dim}>
          {replayRange(replay)}
          {selection && ` · ${selection}`}
        </p>
      </Anchor>
    </li>
  );
}
