import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { FailedSummary } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';

import { ClearFailedModal } from './clear-failed-modal.tsx';
import classes from './failed-section.module.css';
import { failedCount } from './failed-words.ts';
import { RetryFailedModal } from './retry-failed-modal.tsx';

interface FailedActionsProps {
  webhook: Webhook;
  summary: FailedSummary;
}

export function FailedActions({ webhook, summary }: FailedActionsProps) {
  const [retrying, retryModal] = useDisclosure(false);
  const [clearing, clearModal] = useDisclosure(false);
  const nothing = summary.failed === 0 ? 'Nothing has failed' : undefined;
  const waits = webhook.status === 'active' ? undefined : 'Resume the webhook to retry its deliveries';
  const howMany = failedCount(summary);
  return (
    <div className={classes.actions}>
      <Button variant="default" disabled={nothing !== undefined} title={nothing} onClick={clearModal.open}>
        Clear failed log
      </Button>
      <Button
        variant="default"
        disabled={(nothing ?? waits) !== undefined}
        title={nothing ?? waits}
        onClick={retryModal.open}
      >
        Retry all failed
      </Button>
      <RetryFailedModal webhook={webhook} howMany={howMany} opened={retrying} onClose={retryModal.close} />
      <ClearFailedModal webhook={webhook} howMany={howMany} opened={clearing} onClose={clearModal.close} />
    </div>
  );
}
