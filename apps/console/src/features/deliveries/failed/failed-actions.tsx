import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { FailedSummary } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';
import { useId } from 'react';

import { ClearFailedModal } from './clear-failed-modal.tsx';
import classes from './failed-section.module.css';
import { failedCount, nothingWords } from './failed-words.ts';
import { RetryFailedModal } from './retry-failed-modal.tsx';

interface FailedActionsProps {
  webhook: Webhook;
  summary: FailedSummary;
}

export function FailedActions({ webhook, summary }: FailedActionsProps) {
  const [retrying, retryModal] = useDisclosure(false);
  const [clearing, clearModal] = useDisclosure(false);
  const nothing = nothingWords(summary);
  const waits = webhook.status === 'active' ? null : 'Resume the webhook to retry.';
  const why = useId();
  const howMany = failedCount(summary);
  return (
    <div className={classes.actions}>
      <div className={classes.buttons}>
        <Button
          variant="default"
          disabled={nothing !== null}
          aria-describedby={nothing !== null ? why : undefined}
          onClick={clearModal.open}
        >
          Clear failed log
        </Button>
        <Button
          variant="default"
          disabled={(nothing ?? waits) !== null}
          aria-describedby={(nothing ?? waits) !== null ? why : undefined}
          onClick={retryModal.open}
        >
          Retry all failed
        </Button>
      </div>
      {/* Its place is kept, since the log below must not move. */}
      <p id={why} className={classes.why}>
        {nothing ?? waits}
      </p>
      <RetryFailedModal webhook={webhook} howMany={howMany} opened={retrying} onClose={retryModal.close} />
      <ClearFailedModal webhook={webhook} howMany={howMany} opened={clearing} onClose={clearModal.close} />
    </div>
  );
}
