import { Text } from '@mantine/core';

import { ErrorNotice } from '../../ui/error-notice.tsx';
import { WebhookTester } from '../trial/webhook-tester.tsx';
import classes from './review.module.css';
import type { UrlTest } from './use-url-test.ts';

interface TestSectionProps {
  urlTest: UrlTest;
  /** Shows what of the form keeps a test from being sent. */
  onFaulty: () => void;
}

/** Tries what was filled in before it is saved. Nothing of it is kept, and nobody has to. */
export function TestSection({ urlTest, onFaulty }: TestSectionProps) {
  const { trial, input, catalogError, isWaiting, send } = urlTest;
  return (
    <section className={classes.part} aria-label="Test">
      <div className={classes.head}>
        <h2 className={classes.title}>Test before saving</h2>
      </div>
      <WebhookTester
        trial={trial}
        webhookId={null}
        seconds={input?.timeout_seconds ?? 0}
        kept="Nothing was saved."
        label={trial.data ? 'Test again' : 'Send a test'}
        isSecondary
        disabled={catalogError !== null}
        isWaiting={isWaiting}
        onSend={input ? send : onFaulty}
      >
        <Text c="dimmed">
          Sends the URL one example{input && <> of {input.type}</>}, signed with a secret that is made for
          this test alone. An endpoint that verifies signatures refuses it until it has the secret that you
          get at the end.
        </Text>
        {catalogError !== null && (
          <ErrorNotice
            error={catalogError}
            doing="load the event types to send an example of"
            kept="The webhook can be created without a test."
            onRetry={urlTest.retryCatalog}
          />
        )}
      </WebhookTester>
    </section>
  );
}
