import { Button, Text } from '@mantine/core';

import { ErrorNotice } from '../../ui/error-notice.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { AttemptDetail } from '../deliveries/detail/attempt-detail.tsx';
import { CauseList } from '../trial/cause-list.tsx';
import { TrialProgress } from '../trial/trial-progress.tsx';
import classes from './review.module.css';
import type { UrlTest } from './use-url-test.ts';

interface TestSectionProps {
  urlTest: UrlTest;
  /** Shows what of the form keeps a test from being sent. */
  onFaulty: () => void;
}

/** Tries what was filled in before it is saved. Nothing of it is kept, and nobody has to. */
export function TestSection({ urlTest, onFaulty }: TestSectionProps) {
  const { test, result, input, catalogError, isWaiting, send } = urlTest;
  return (
    <section className={classes.part} aria-label="Test">
      <div className={classes.head}>
        <h2 className={classes.title}>Test before saving</h2>
        {result && (
          <StatusBadge tone={result.success ? 'success' : 'failure'}>
            {result.success ? 'Succeeded' : 'Failed'}
          </StatusBadge>
        )}
      </div>
      <Text c="dimmed">
        Sends the URL one example{input && <> of {input.type}</>}, signed with a secret that is made for this
        test alone. An endpoint that verifies signatures refuses it until it has the secret that you get at
        the end.
      </Text>
      <div className={classes.try}>
        <Button
          variant="default"
          disabled={catalogError !== null}
          loading={test.isPending || isWaiting}
          onClick={input ? send : onFaulty}
        >
          {result ? 'Test again' : 'Send a test'}
        </Button>
        {test.isPending && input && (
          <TrialProgress startedAtMs={test.submittedAt} seconds={input.timeout_seconds} />
        )}
      </div>
      {catalogError !== null && (
        <ErrorNotice
          error={catalogError}
          doing="load the event types to send an example of"
          kept="The webhook can be created without a test."
          onRetry={urlTest.retryCatalog}
        />
      )}
      <div aria-live="polite">
        {test.error !== null && (
          <ErrorNotice error={test.error} doing="send the test" kept="Nothing was saved." />
        )}
        {result && (
          <AttemptDetail
            attempt={result.attempt}
            lead={<CauseList causes={result.causes} webhookId={null} />}
          />
        )}
      </div>
    </section>
  );
}
