import { Anchor, Select, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ListedWebhook } from '@tidings/endpoint/schema';
import type { EventType } from '@tidings/event/schema';
import { useState } from 'react';

import { firstChoice, typeChoices } from './type-choices.ts';
import { useTestWebhook } from './use-test-webhook.ts';
import { WebhookTester } from './webhook-tester.tsx';

/** Sends the example of one type to a webhook, and shows what came of it. */
export function ExampleTest({ webhook, types }: { webhook: ListedWebhook; types: EventType[] }) {
  const [type, setType] = useState(firstChoice(types, webhook.events));
  const test = useTestWebhook();
  const send = () => {
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
      <WebhookTester
        trial={test}
        webhookId={webhook.id}
        seconds={webhook.timeout_seconds}
        kept="What you chose is still here."
        disabled={type === null}
        onSend={send}
      >
        <Select
          label="Event type"
          maw={360}
          data={typeChoices(types, webhook.events)}
          value={type}
          onChange={setType}
          allowDeselect={false}
          searchable
        />
      </WebhookTester>
    </>
  );
}
