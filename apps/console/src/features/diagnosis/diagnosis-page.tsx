import { Button, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { isNotFound } from '../../api/failure.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { NoSuchWebhookPage } from '../webhooks/no-such-webhook-page.tsx';
import { useWebhook } from '../webhooks/use-webhook.ts';
import { WebhookUnread } from '../webhooks/webhook-unread.tsx';
import { WebhookTrail } from '../webhooks/webhook-trail.tsx';
import { DiagnosisCard } from './diagnosis-card.tsx';

/** Finds out what keeps events away from a webhook. */
export function DiagnosisPage({ id }: { id: string }) {
  const { data: webhook, error, refetch } = useWebhook(id);
  if (error && isNotFound(error)) return <NoSuchWebhookPage name={webhook?.name} />;
  return (
    <Page title={webhook ? `Diagnosis of ${webhook.name}` : 'Diagnosis'} narrow>
      <PageHeader
        trail={<WebhookTrail id={id} name={webhook?.name} />}
        title="Diagnosis"
        sentence="Looks at everything that has to be right for events to arrive, and sends a signed webhook.ping that is not stored."
        actions={
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/dashboard/settings/webhooks/$id/test" params={{ id }} {...props} />
            )}
          >
            Test
          </Button>
        }
      />
      {webhook ? (
        <DiagnosisCard webhook={webhook} />
      ) : error ? (
        <WebhookUnread error={error} refetch={refetch} />
      ) : (
        <div role="status" aria-busy aria-label="The webhook is loading">
          <Skeleton height={480} radius="lg" />
        </div>
      )}
    </Page>
  );
}
