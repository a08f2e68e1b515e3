import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';
import { noticeWords } from '@tidings/notification/schema';

import { Notice } from '../../ui/notice.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import classes from './health-banner.module.css';
import { useBanner } from './use-banner.ts';

/** Says of an active webhook that it fails, since when, and how near it is to being paused. */
export function HealthBanner({ webhook }: { webhook: Webhook }) {
  const notice = useBanner(webhook.id);
  if (!notice || webhook.status !== 'active' || webhook.health !== 'failing') return null;
  const { title, detail } = noticeWords(notice);
  return (
    <div className={classes.banner}>
      <Notice tone="warning">
        <Text fw={560}>{title}</Text>
        <Text c="dimmed">
          {detail} That was <RelativeTime at={notice.created_at} />.{' '}
          <Anchor
            underline="always"
            renderRoot={(props) => (
              <Link
                to="/dashboard/settings/webhooks/$id/deliveries"
                params={{ id: webhook.id }}
                search={{ status: 'failed,retrying' }}
                {...props}
              />
            )}
          >
            See what failed
          </Anchor>
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
