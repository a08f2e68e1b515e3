import { Anchor, Button, Select, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ListedWebhook } from '@tidings/endpoint/schema';
import type { EventType } from '@tidings/event/schema';
import { useState, type FormEvent } from 'react';

import { ErrorNotice } from '../../ui/error-notice.tsx';
import { TrialProgress } from './trial-progress.tsx';
import { TrialResult } from './trial-result.tsx';
import classes from './trial.module.css';
import { firstChoice, typeChoices } from './type-choices.ts';
import { useTestWebhook } from './use-test-webhook.ts';

/** Sends the example of one type to a webhook, and shows what came of it. */
export function ExampleTest({ webhook, types }: { webhook: ListedWebhook; types: EventType[] }) {
  const [type, setType] = useState(firstChoice(types, webhook.events));
  const test = useTestWebhook();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (type !== null) test.mutate({ id: webhook.id, type });
  };
  return (
    <>
      <Text c="dimmed" mb={12}>
        Sends the catalog’s example to this webhook alone. It is never retried and does not count for its
        health.{' '}
        <Anchor
          underline="always"
          renderRoot={(props) => (
            <Link
              to="/dashboard/settings/webhooks/$id/test"
              params={{ id: webhook.id }}
              search={{ type: type ?? undefined }}
              {...props}
            />
          )}
        >
          Send other data or a past event
        </Anchor>
      </Text>
      <form onSubmit={send} aria-label="What to send">
        <Select
          label="Event type"
          data={typeChoices(types, webhook.events)}
          value={type}
          onChange={setType}
          allowDeselect={false}
          searchable
          maxDropdownHeight={280}
        />
        <div className={classes.foot}>
          <Button type="submit" loading={test.isPending} disabled={type === null}>
            Send test event
          </Button>
          {test.isPending && (
            <TrialProgress startedAtMs={test.submittedAt} seconds={webhook.timeout_seconds} />
          )}
        </div>
      </form>
      <div aria-live="polite">
        {test.error && (
          <div className={classes.outcome}>
            <ErrorNotice error={test.error} doing="send the test" kept="What you chose is still here." />
          </div>
        )}
        {test.data && !test.isPending && (
          <div className={classes.outcome}>
            <TrialResult webhookId={webhook.id} result={test.data} />
          </div>
        )}
      </div>
    </>
  );
}
