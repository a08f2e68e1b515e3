import { Anchor, Button, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';
import { outcomeWords } from '@tidings/notification/schema';

import { Notice } from '../../ui/notice.tsx';
import { UnreadLine } from '../../ui/unread-line.tsx';
import { useFailedSummary } from '../deliveries/failed/use-failed-summary.ts';
import { statsQuery } from '../health/stats-query.ts';
import { useBanner } from '../notifications/use-banner.ts';
import { failingNow } from './failing-now.ts';
import { standstillOf } from './standstill.ts';
import { useSetPaused } from './use-set-paused.tsx';
import classes from './webhook-page.module.css';

type Banner = ReturnType<typeof useBanner>;

/** Says of a webhook that nothing is delivered to it, or that it fails, and what to do. Nothing where all is well. */
export function WebhookBanner({ webhook }: { webhook: Webhook }) {
  const banner = useBanner(webhook.id);
  if (standstillOf(webhook)) return <Standstill webhook={webhook} banner={banner} />;
  if (webhook.status !== 'active' || webhook.health !== 'failing') return null;
  return <Failing key={webhook.id} webhook={webhook} banner={banner} />;
}

/** Why nothing is delivered at present, and the way to change that. */
function Standstill({ webhook, banner }: { webhook: Webhook; banner: Banner }) {
  const told = banner.data?.notice;
  const resume = useSetPaused(webhook);
  const standstill = standstillOf(webhook);
  const outcome = told?.kind === 'webhook.disabled' ? outcomeWords(told.details) : null;
  return (
    <div className={classes.notice}>
      <Notice
        tone="warning"
        action={
          <Button variant="default" loading={resume.pending} onClick={resume.toggle}>
            Resume
          </Button>
        }
      >
        <Text fw={560}>{standstill?.title}</Text>
        <Text c="dimmed">
          {standstill?.detail} {outcome !== null && `Last attempt: ${outcome}. `}
          <Anchor
            underline="always"
            renderRoot={(props) => (
              <Link
                to="/dashboard/events"
                search={{ replay: 'new', webhook: webhook.id, only: 'missed' }}
                {...props}
              />
            )}
          >
            Replay what was missed
          </Anchor>
        </Text>
      </Notice>
    </div>
  );
}

/** That it fails, how it does at present, and what ends that. */
function Failing({ webhook, banner }: { webhook: Webhook; banner: Banner }) {
  const stats = useQuery(statsQuery(webhook.id, '24h'));
  const failing = banner.data?.failing;
  if (!failing)
    return <UnreadLine of={[[banner, 'How it fails, and what ends that, could not be loaded.']]} />;
  return (
    <div className={classes.notice}>
      <Notice tone="failure">
        <Text fw={560}>Webhook is failing.</Text>
        <Text c="dimmed">
          {stats.isPending ? (
            <Skeleton component="span" display="inline-block" height={12} width="100%" />
          ) : (
            failingNow(failing, stats.data?.totals.attempts ?? null)
          )}{' '}
          <WhatFailed id={webhook.id} />
          {' · '}
          <Anchor
            underline="always"
            renderRoot={(props) => (
              <Link to="/dashboard/settings/webhooks/$id/diagnose" params={{ id: webhook.id }} {...props} />
            )}
          >
            Diagnose
          </Anchor>
        </Text>
      </Notice>
    </div>
  );
}

/** The way to what failed and is not delivered yet. Attempts count for a day; what they were of may have arrived since. */
function WhatFailed({ id }: { id: string }) {
  const { data: summary } = useFailedSummary(id);
  const none = summary !== undefined && summary.failed + summary.retrying === 0;
  return (
    <>
      {none && 'What failed has arrived or was cleared since. '}
      <Anchor
        underline="always"
        renderRoot={(props) => (
          <Link
            to="/dashboard/settings/webhooks/$id/deliveries"
            params={{ id }}
            search={none ? {} : { status: 'failed,retrying' }}
            {...props}
          />
        )}
      >
        {none ? 'See all deliveries' : 'See what failed'}
      </Anchor>
    </>
  );
}
