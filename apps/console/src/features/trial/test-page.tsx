import { Button, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { isNotFound } from '../../api/failure.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { useEventTypes } from '../catalog/use-event-types.ts';
import { NoSuchWebhookPage } from '../webhooks/no-such-webhook-page.tsx';
import { useWebhook } from '../webhooks/use-webhook.ts';
import { WebhookTrail } from '../webhooks/webhook-trail.tsx';
import { TestForm } from './test-form.tsx';
import type { TestSearch } from './test-search.ts';

interface TestPageProps {
  id: string;
  search: TestSearch;
  onSearch: (search: TestSearch) => void;
}

/** Sends one webhook one event now, and shows what came back. */
export function TestPage({ id, search, onSearch }: TestPageProps) {
  const webhook = useWebhook(id);
  const catalog = useEventTypes();
  if (webhook.error && isNotFound(webhook.error)) return <NoSuchWebhookPage name={webhook.data?.name} />;
  const failed = [webhook, catalog].find(({ error, data }) => error && !data);
  return (
    <Page title={webhook.data ? `Test ${webhook.data.name}` : 'Test'}>
      <PageHeader
        trail={<WebhookTrail id={id} name={webhook.data?.name} />}
        title="Test"
        sentence="One request now, to this webhook alone. It is never retried and does not count for its health."
        actions={
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/dashboard/settings/webhooks/$id/diagnose" params={{ id }} {...props} />
            )}
          >
            Diagnose
          </Button>
        }
      />
      {failed ? (
        <ErrorNotice
          error={failed.error}
          doing={failed === catalog ? 'load the event types' : 'load the webhook'}
          kept="Nothing was sent."
          onRetry={() => failed.refetch()}
        />
      ) : webhook.data && catalog.data ? (
        <TestForm webhook={webhook.data} types={catalog.data.data} search={search} onSearch={onSearch} />
      ) : (
        <div role="status" aria-busy aria-label="The test is loading">
          <Skeleton height={380} radius="lg" />
        </div>
      )}
    </Page>
  );
}
