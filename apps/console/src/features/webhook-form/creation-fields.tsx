import { Checkbox, Stack } from '@mantine/core';

import { useWebhookFormContext } from './form-context.ts';

/** What happens once, when the webhook is created. */
export function CreationFields() {
  const form = useWebhookFormContext();
  return (
    <Stack gap={8} role="group" aria-label="When it is created">
      <Checkbox
        size="xs"
        label="Ask the endpoint to prove itself first (challenge)"
        description="It is posted a challenge, unsigned, and has to answer 2xx with it. Else nothing is created."
        {...form.getInputProps('verify', { type: 'checkbox' })}
      />
      <Checkbox
        size="xs"
        label="Send a ping when created"
        description="One event, webhook.ping, to this webhook alone, whatever it subscribes to."
        {...form.getInputProps('ping', { type: 'checkbox' })}
      />
    </Stack>
  );
}
