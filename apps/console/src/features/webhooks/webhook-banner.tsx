import { Anchor, Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';
import { noticeWords, outcomeWords } from '@tidings/notification/schema';

import { Notice } from '../../ui/notice.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { UnreadLine } from '../../ui/unread-line.tsx';
import { useFailedSummary } from '../deliveries/failed/use-failed-summary.ts';
import { useBanner } from '../notifications/use-banner.ts';
import { standstillOf } from './standstill.ts';
import { useSetPaused } from './use-set-paused.tsx';
import classes from './webhook-page.module.css';

const TITLE = 'Webhook is failing.';
const ENDS = 'It recovers when attempts succeed again and, of 20 or more in 24 hours, less than 4% fail.';

type Banner = ReturnType<typeof useBanner>;

/** Says of a webhook that nothing is delivered to it, or that it fails, and what to do. Nothing where all is well. */
export function WebhookBanner({ webhook }: { webhook: Webhook }) {
  const banner = useBanner(webhook.id);
  if (standstillOf(webhook)) return <Standstill webhook={webhook} banner={banner} />;
  if (webhook.status !== 'active' || webhook.health !== 'failing') return null;
  return <Failing webhook={webhook} banner={banner} />;
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

/** That it fails, since when, and how near it is to being paused. */
function Failing({ webhook, banner }: { webhook: Webhook; banner: Banner }) {
  const told = banner.data?.notice;
  if (!told) return <UnreadLine of={[[banner, 'Since when it fails, and why, could not be loaded.']]} />;
  const { title, detail } = noticeWords(told);
  return (
    <div className={classes.notice}>
      <Notice tone="failure">
        <Text fw={560}>{TITLE}</Text>
        <Text c="dimmed">
          {/* What was told is of that time, and attempts may have succeeded since. */}
          As it was <RelativeTime at={told.created_at} />: {title !== TITLE && title} {detail} {ENDS}{' '}
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
