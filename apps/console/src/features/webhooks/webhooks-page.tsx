import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { useHasReceiver } from '../session/use-session.ts';
import { FirstWebhook } from './first-webhook.tsx';
import { useWebhookActivity } from './use-webhook-activity.ts';
import { useWebhooks } from './use-webhooks.ts';
import { WebhookFilters } from './webhook-filters.tsx';
import { WebhookTable } from './webhook-table.tsx';
import type { WebhooksSearch } from './webhooks-search.ts';

interface WebhooksPageProps {
  search: WebhooksSearch;
  onSearch: (search: WebhooksSearch) => void;
}

export function WebhooksPage({ search, onSearch }: WebhooksPageProps) {
  const hasReceiver = useHasReceiver();
  // Counts the times that the filters were cleared from outside: the search box then starts afresh.
  const [cleared, setCleared] = useState(0);
  const webhooks = useWebhooks(search);
  const activity = useWebhookActivity();
  const rows = webhooks.data?.pages.flatMap((page) => page.data) ?? null;
  const filtered = Boolean(search.q ?? search.status);
  const none = rows?.length === 0 && !webhooks.isPlaceholderData;
  const clear = () => {
    setCleared(cleared + 1);
    onSearch({});
  };

  return (
    <Page title="Webhooks">
      <PageHeader
        title="Webhooks"
        sentence="Where your events go, and how that is going."
        actions={
          !(none && !filtered) && (
            <Button renderRoot={(props) => <Link to="/dashboard/settings/webhooks/create" {...props} />}>
              Create webhook
            </Button>
          )
        }
      />
      {none && !filtered ? (
        <FirstWebhook hasReceiver={hasReceiver} />
      ) : (
        <>
          <WebhookFilters
            key={cleared}
            // Not what the URL still says in the moment of clearing.
            initialQ={cleared === 0 ? (search.q ?? '') : ''}
            search={search}
            onSearch={onSearch}
          />
          {webhooks.error && !rows ? (
            <ErrorNotice
              error={webhooks.error}
              doing="load the webhooks"
              kept="They go on receiving events."
              onRetry={() => void webhooks.refetch()}
            />
          ) : none ? (
            <EmptyState
              title="No webhook matches"
              action={
                <Button variant="default" onClick={clear}>
                  Clear the filters
                </Button>
              }
            >
              None has this in its name or URL and the status chosen.
            </EmptyState>
          ) : (
            <WebhookTable webhooks={rows} activity={activity.data} />
          )}
          {webhooks.hasNextPage && (
            <Group justify="center" mt="md">
              <Button
                variant="default"
                loading={webhooks.isFetchingNextPage}
                onClick={() => void webhooks.fetchNextPage()}
              >
                Load more
              </Button>
            </Group>
          )}
        </>
      )}
    </Page>
  );
}
