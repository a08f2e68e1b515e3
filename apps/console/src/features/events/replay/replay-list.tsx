import { Anchor, Button, Group, Skeleton, Stack } from '@mantine/core';
import type { Replay } from '@tidings/delivery/schema';

import { LiveArea } from '../../../log/live-area.tsx';
import { useLiveRows } from '../../../log/use-live-rows.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { itemProps } from '../../../ui/row-props.ts';
import { RowsList } from '../../../ui/rows-list.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { UnreadLine } from '../../../ui/unread-line.tsx';
import { useAllWebhooks } from '../../webhooks/use-all-webhooks.ts';
import { NO_NAMES, webhookName } from '../../webhooks/webhook-name.ts';
import { PanelLink } from './panel-link.tsx';
import { progressWords, REPLAY_LABELS, REPLAY_TONES, replayRange, selectionWords } from './replay-words.ts';
import classes from './replay.module.css';
import { useReplays } from './use-replays.ts';

const SKELETONS = [1, 2, 3];
const NOUNS = ['replay', 'replays'] as const;
/** With a line for what it is about. */
const ITEM_HEIGHT = 94;

/** The account's replays, newest first. */
export function ReplayList() {
  const replays = useReplays();
  const webhooks = useAllWebhooks();
  const live = useLiveRows(replays.data?.pages.flatMap((page) => page.data) ?? null);
  const { rows } = live;
  const start = <Button renderRoot={(props) => <PanelLink replay="new" {...props} />}>New replay</Button>;
  return (
    <Stack gap="md">
      {rows?.length !== 0 && <Group justify="flex-end">{start}</Group>}
      <UnreadLine of={[[webhooks, NO_NAMES]]} />
      {replays.error && !rows ? (
        <ErrorNotice
          error={replays.error}
          doing="load the replays"
          meanwhile="They go on by themselves."
          onRetry={() => replays.refetch()}
        />
      ) : rows === null ? (
        <div role="status" aria-busy aria-label="Replays are loading">
          {SKELETONS.map((each) => (
            <Skeleton key={each} height={86} mb={8} radius="md" />
          ))}
        </div>
      ) : rows.length === 0 ? (
        <EmptyState title="No replays yet" action={start}>
          A replay delivers events of the past once more, to one webhook or to all. Each stands here with how
          far it is.
        </EmptyState>
      ) : (
        <LiveArea area={live.area} waiting={live.waiting} nouns={NOUNS} onShow={live.show}>
          <ReplayItems
            replays={rows}
            isWhole={!replays.hasNextPage}
            nameOf={(id) => (id ? webhookName(webhooks.data, id) : 'All active webhooks')}
          />
        </LiveArea>
      )}
      <LoadMore pages={replays} noun="replays" />
    </Stack>
  );
}

interface ReplayItemsProps {
  replays: readonly Replay[];
  isWhole: boolean;
  nameOf: (webhookId: string | null) => string;
}

function ReplayItems({ replays, isWhole, nameOf }: ReplayItemsProps) {
  return (
    <RowsList label="Replays, newest first" className={classes.list} rows={replays} rowHeight={ITEM_HEIGHT}>
      {(replay, at) => (
        <ReplayItem
          key={replay.id}
          replay={replay}
          to={nameOf(replay.webhook_id)}
          place={itemProps(replay.id, at, isWhole ? replays.length : -1)}
        />
      )}
    </RowsList>
  );
}

interface ReplayItemProps {
  replay: Replay;
  to: string;
  place: ReturnType<typeof itemProps>;
}

function ReplayItem({ replay, to, place }: ReplayItemProps) {
  const selection = selectionWords(replay);
  return (
    <li className={classes.item} {...place}>
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
