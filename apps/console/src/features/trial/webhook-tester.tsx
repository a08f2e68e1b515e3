import { Button } from '@mantine/core';
import type { TestResult } from '@tidings/delivery/schema';
import type { ReactNode, Ref } from 'react';

import { ErrorNotice } from '../../ui/error-notice.tsx';
import { TrialProgress } from './trial-progress.tsx';
import { TrialResult } from './trial-result.tsx';
import classes from './trial.module.css';

/** A test as far as it has come: what its mutation knows. */
export interface Trial {
  isPending: boolean;
  submittedAt: number;
  /** Why it could not be sent, unless that stands at a field. */
  error: unknown;
  data: TestResult | undefined;
}

interface WebhookTesterProps {
  trial: Trial;
  /** Null for what is not saved: it has neither a log nor a diagnosis to lead to. */
  webhookId: string | null;
  /** How long the endpoint has for its answer. */
  seconds: number;
  /** What holds when the test could not be sent. */
  kept: string;
  /** What the button says. */
  label?: string;
  /** Beside a button that matters more. */
  isSecondary?: boolean;
  disabled?: boolean;
  /** Whether what is to be sent is still on its way here. */
  isWaiting?: boolean;
  /** Around what is to be sent and the button. */
  className?: string | undefined;
  /** What is to be sent, to go to where it is faulty. */
  fieldsRef?: Ref<HTMLDivElement>;
  onSend: () => void;
  /** What is to be sent. */
  children: ReactNode;
}

/**
 * Sends one test and shows how long it takes and what came of it. No form of its own, since the form of a new webhook has
 * one in it.
 */
export function WebhookTester({
  trial,
  webhookId,
  seconds,
  kept,
  label = 'Send test event',
  isSecondary = false,
  disabled = false,
  isWaiting = false,
  className,
  fieldsRef,
  onSend,
  children,
}: WebhookTesterProps) {
  const result = trial.isPending ? undefined : trial.data;
  const hasError = trial.error !== null && trial.error !== undefined;
  return (
    <>
      <div ref={fieldsRef} role="group" aria-label="What to send" className={className}>
        {children}
        <div className={classes.foot}>
          <Button
            variant={isSecondary ? 'default' : 'filled'}
            loading={trial.isPending || isWaiting}
            disabled={disabled}
            onClick={onSend}
          >
            {label}
          </Button>
          {trial.isPending && <TrialProgress startedAtMs={trial.submittedAt} seconds={seconds} />}
        </div>
      </div>
      <div aria-live="polite" className={classes.outcome}>
        {hasError && (
          <ErrorNotice error={trial.error} doing="send the test" undone="Nothing was sent." kept={kept} />
        )}
        {result && <TrialResult webhookId={webhookId} result={result} />}
      </div>
    </>
  );
}
