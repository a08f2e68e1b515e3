import { Anchor, Button, Group, Skeleton, Stack } from '@mantine/core';

import { isNotFound } from '../../../api/failure.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { PanelLink } from './panel-link.tsx';
import { ReplayProgress } from './replay-progress.tsx';
import classes from './replay.module.css';
import { useRate, useReplay } from './use-replay.ts';

/** Reads one replay; what it looks like is drawn by others. */
export function ReplayView({ id }: { id: string }) {
  const { data: replay, error, dataUpdatedAt, refetch } = useReplay(id);
  const rate = useRate(replay, dataUpdatedAt);
  const others = (
    <Group justify="space-between" gap="xs">
      <Anchor renderRoot={(props) => <PanelLink replay="all" {...props} />}>All replays</Anchor>
      <Button variant="default" renderRoot={(props) => <PanelLink replay="new" {...props} />}>
        New replay
      </Button>
    </Group>
  );
  return (
    <Stack gap="md">
      {error && !replay && isNotFound(error) ? (
        <p className={classes.dim}>
          There is no such replay. Either the link is wrong, or it ended so long ago that it was forgotten.
        </p>
      ) : error && !replay ? (
        <ErrorNotice
          error={error}
          doing="load the replay"
          meanwhile="It goes on by itself."
          onRetry={() => refetch()}
        />
      ) : replay ? (
        <ReplayProgress replay={replay} rate={rate} />
      ) : (
        <div role="status" aria-busy aria-label="The replay is loading">
          <Skeleton height={22} width={96} mb={16} />
          <Skeleton height={8} mb={10} />
          <Skeleton height={12} width={220} mb={22} />
          <Skeleton height={120} />
        </div>
      )}
      {others}
    </Stack>
  );
}
