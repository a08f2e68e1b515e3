import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';

/**
 * Stands where a page about a webhook would: in the same words whether there never was one or another account has it.
 * @param name of one that was shown until now.
 */
export function NoSuchWebhookPage({ name }: { name: string | undefined }) {
  const title = name === undefined ? 'There is no such webhook' : 'This webhook was deleted';
  return (
    <Page title={title}>
      <EmptyState
        title={title}
        heading="h1"
        action={
          <Button renderRoot={(props) => <Link to="/dashboard/settings/webhooks" {...props} />}>
            Go to the webhooks
          </Button>
        }
      >
        {name === undefined ? (
          'It was deleted, or the link is of another account.'
        ) : (
          <>
            <bdi>{name}</bdi> was deleted while this page was open, and nothing is sent to it any more.
          </>
        )}
      </EmptyState>
    </Page>
  );
}
