import { Button } from '@mantine/core';
import type { ListedWebhook } from '@tidings/endpoint/schema';

import { Notice } from '../../../ui/notice.tsx';
import { useSetPaused } from '../../webhooks/use-set-paused.tsx';

/** Says why nothing can be replayed to a webhook at present, and offers to change that. */
export function InactiveWebhook({ webhook }: { webhook: ListedWebhook }) {
  const resume = useSetPaused(webhook);
  return (
    <Notice
      tone="warning"
      action={
        <Button variant="default" loading={resume.pending} onClick={resume.toggle}>
          Resume
        </Button>
      }
    >
      <bdi>{webhook.name}</bdi> is {webhook.status === 'paused' ? 'paused' : 'inactive'}. You can see how much
      there is; to send it, resume the webhook first.
    </Notice>
  );
}
