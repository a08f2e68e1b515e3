import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { EmptyState } from '../../../ui/empty-state.tsx';

/** What a newcomer sees: one step to the first delivered event, with the built-in receiver where there is one. */
export function FirstWebhook({ hasReceiver }: { hasReceiver: boolean }) {
  if (!hasReceiver) {
    return (
      <EmptyState
        title="No webhooks yet"
        action={
          <Button renderRoot={(props) => <Link to="/dashboard/settings/webhooks/create" {...props} />}>
            Create webhook
          </Button>
        }
      >
        A webhook sends events to a URL of yours, signed and with retries. Once there is one, it stands here
        with how its deliveries are going.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="See your first event delivered in a minute"
      action={
        <>
          <Button
            renderRoot={(props) => (
              <Link
                to="/dashboard/settings/webhooks/create"
                search={{ step: 'review', receiver: true }}
                {...props}
              />
            )}
          >
            Create a webhook to the built-in receiver
          </Button>
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/dashboard/settings/webhooks/create" {...props} />}
          >
            Use my own URL
          </Button>
        </>
      }
    >
      The built-in receiver is a URL that shows what arrives and whether its signature holds. Create a webhook
      to it, send an example event, and watch the delivery. Nothing needs to be set up.
    </EmptyState>
  );
}
