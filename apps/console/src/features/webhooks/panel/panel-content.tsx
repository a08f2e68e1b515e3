import { Anchor, Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ListedWebhook } from '@tidings/endpoint/schema';
import { useState } from 'react';

import { isNotFound } from '../../../api/failure.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Mono } from '../../../ui/mono.tsx';
import { LatestAttempts } from '../../deliveries/latest-attempts.tsx';
import { lastDay } from '../../health/chart-rows.ts';
import { HealthSentence } from '../../health/health-sentence.tsx';
import { StatsCharts } from '../../health/stats-charts.tsx';
import { deliveriesSentence } from '../../health/stats-words.ts';
import { statsQuery } from '../../health/stats-query.ts';
import { standstillOf } from '../standstill.ts';
import { useWebhook } from '../use-webhook.ts';
import { WebhookUnread } from '../webhook-unread.tsx';
import { WebhookBadge } from '../webhook-badge.tsx';
import { WebhookDialogs, type WebhookDialog } from '../webhook-dialogs.tsx';
import { WebhookMenu } from '../webhook-menu.tsx';
import { NoSuchWebhook } from './no-such-webhook.tsx';
import classes from './panel-content.module.css';

interface PanelContentProps {
  id: string;
  listed: ListedWebhook | undefined;
  dialog: WebhookDialog | null;
  onDialog: (dialog: WebhookDialog | null) => void;
  onClose: () => void;
}

export function PanelContent({ id, listed, dialog, onDialog, onClose }: PanelContentProps) {
  const { data, error, refetch } = useWebhook(id);
  const stats = useQuery(statsQuery(id, '7d'));
  // Deleted from here, it is shown until the panel is out of sight, and its dialog until it has said so.
  const [isDeleted, setDeleted] = useState(false);
  const webhook = data ?? listed;
  if (error && isNotFound(error) && dialog === null && !isDeleted) {
    return <NoSuchWebhook onClose={onClose} />;
  }
  if (error && !webhook) {
    return <WebhookUnread error={error} refetch={refetch} />;
  }
  const standstill = webhook && standstillOf(webhook);
  return (
    <>
      <div className={classes.head}>
        <div className={classes.identity}>
          {webhook ? <Mono dim>{webhook.url}</Mono> : <Skeleton height={12} width={220} my={3} />}
        </div>
        {webhook && (
          <div className={classes.actions}>
            <Button variant="default" onClick={() => onDialog('test')}>
              Test
            </Button>
            <WebhookMenu webhook={webhook} onDialog={onDialog} at="panel" />
          </div>
        )}
      </div>
      {webhook && (
        <p className={classes.health}>
          <WebhookBadge webhook={webhook} />{' '}
          {standstill
            ? standstill.title
            : stats.data && (
                <HealthSentence attempts={lastDay(stats.data.series)} window="24h" webhook={webhook} />
              )}
          {stats.data && stats.data.totals.deliveries > 0 && <> {deliveriesSentence(stats.data, '7d')}</>}
        </p>
      )}
      {stats.error && !stats.data ? (
        <div className={classes.charts}>
          <ErrorNotice
            error={stats.error}
            doing="load the numbers"
            meanwhile="They go on being counted."
            onRetry={() => stats.refetch()}
          />
        </div>
      ) : (
        <div className={classes.charts}>
          <StatsCharts stats={stats.data} window="7d" brief />
          {stats.data && stats.data.totals.attempts.total > 0 && (
            <Anchor
              c="dimmed"
              renderRoot={(props) => (
                <Link
                  to="/dashboard/settings/webhooks/$id"
                  params={{ id }}
                  search={{ window: '7d' }}
                  {...props}
                />
              )}
            >
              All charts
            </Anchor>
          )}
        </div>
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
