import { Anchor, Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';

import { Notice } from '../../ui/notice.tsx';
import { standstillOf } from './standstill.ts';
import { useSetPaused } from './use-set-paused.tsx';
import classes from './webhook-page.module.css';

/** Why nothing is delivered to a webhook at present, and the way to change that. */
export function StandstillBanner({ webhook }: { webhook: Webhook }) {
  const resume = useSetPaused(webhook);
  const standstill = standstillOf(webhook);
  if (!standstill) return null;
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
        <Text fw={560}>{standstill.title}</Text>
        <Text c="dimmed">
          {standstill.detail}{' '}
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
            See what it has missed
          </Anchor>
        </Text>
      </Notice>
    </div>
  );
}
