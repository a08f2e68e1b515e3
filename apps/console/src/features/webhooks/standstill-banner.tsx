import { Anchor, Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';
import { outcomeWords } from '@tidings/notification/schema';

import { Notice } from '../../ui/notice.tsx';
import { useBanner } from '../notifications/use-banner.ts';
import { standstillOf } from './standstill.ts';
import { useSetPaused } from './use-set-paused.tsx';
import classes from './webhook-page.module.css';

/** Why nothing is delivered to a webhook at present, and the way to change that. */
export function StandstillBanner({ webhook }: { webhook: Webhook }) {
  const resume = useSetPaused(webhook);
  const standstill = standstillOf(webhook);
  const notice = useBanner(webhook.id);
  if (!standstill) return null;
  const outcome = notice?.kind === 'webhook.disabled' ? outcomeWords(notice.details) : null;
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
          {standstill.detail} {outcome !== null && `Last attempt: ${outcome}. `}
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
