import { Button, Skeleton } from '@mantine/core';
import type { Webhook } from '@tidings/endpoint/schema';
import { lazy, Suspense, useState } from 'react';

import { isNotFound } from '../../../api/failure.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Mono } from '../../../ui/mono.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { useWebhook } from '../use-webhook.ts';
import { WebhookBadge } from '../webhook-badge.tsx';
import { WebhookDialogs, type WebhookDialog } from '../webhook-dialogs.tsx';
import { WebhookMenu } from '../webhook-menu.tsx';
import { healthSentence } from './health-sentence.ts';
import { LatestAttempts } from './latest-attempts.tsx';
import classes from './panel-content.module.css';
import { lastDay } from './series.ts';
import { useStats } from './use-stats.ts';

// The drawing of charts is a large part, and the overview does without.
const Charts = lazy(async () => ({ default: (await import('./charts.tsx')).Charts }));

interface PanelContentProps {
  id: string;
  listed: Webhook | undefined;
  dialog: WebhookDialog | null;
  onDialog: (dialog: WebhookDialog | null) => void;
  onClose: () => void;
}

export function PanelContent({ id, listed, dialog, onDialog, onClose }: PanelContentProps) {
  const { data, error, refetch } = useWebhook(id);
  const stats = useStats(id);
  const now = useNow();
  // Deleted from here, it is shown until the panel is out of sight, and its dialog until it has said so.
  const [isDeleted, setDeleted] = useState(false);
  const webhook = data ?? listed;
  if (error && isNotFound(error) && dialog === null && !isDeleted) {
    return (
      <EmptyState title="There is no such webhook" action={<Button onClick={onClose}>Close</Button>}>
        It was deleted, or the link is of another account.
      </EmptyState>
    );
  }
  if (error && !webhook) {
    return <ErrorNotice error={error} doing="load the webhook" onRetry={() => void refetch()} />;
  }
  const day = stats.data && lastDay(stats.data.series);
  return (
    <>
      <div className={classes.head}>
        <div className={classes.identity}>
          {webhook ? <Mono dim>{webhook.url}</Mono> : <Skeleton height={12} width={220} my={3} />}
        </div>
        {webhook && (
          <div className={classes.actions}>
            <Button variant="default" onClick={() => onDialog('send')}>
              Test
            </Button>
            <WebhookMenu webhook={webhook} onDialog={onDialog} inPanel />
          </div>
        )}
      </div>
      {webhook && (
        <p className={classes.health}>
          <WebhookBadge webhook={webhook} /> {healthSentence(webhook, day, now)}
        </p>
      )}
      {stats.error && !stats.data ? (
        <ErrorNotice
          error={stats.error}
          doing="load the numbers"
          kept="Deliveries go on."
          onRetry={() => void stats.refetch()}
        />
      ) : (
        <Suspense fallback={<ChartsSkeleton />}>
          {stats.data ? <Charts stats={stats.data} /> : <ChartsSkeleton />}
        </Suspense>
      )}
      <LatestAttempts id={id} />
      {webhook && (
        <WebhookDialogs
          webhook={webhook}
          open={dialog}
          onClose={() => onDialog(null)}
          onDeleted={() => {
            setDeleted(true);
            onClose();
          }}
        />
      )}
    </>
  );
}

function ChartsSkeleton() {
  return (
    <div aria-busy>
      {['attempts', 'durations'].map((each) => (
        <div key={each} className={classes.skeleton}>
          <Skeleton height={12} width={110} my={4} mb={12} />
          <Skeleton height={140} />
        </div>
      ))}
    </div>
  );
}
