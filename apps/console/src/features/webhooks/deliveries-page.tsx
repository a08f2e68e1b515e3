import { Button, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { isNotFound } from '../../api/failure.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { DeliveryLog } from '../deliveries/delivery-log.tsx';
import { ExportButton } from '../deliveries/export-button.tsx';
import { FailedSection } from '../deliveries/failed/failed-section.tsx';
import type { LogSearch } from '../deliveries/log-search.ts';
import { useBanner } from '../notifications/use-banner.ts';
import { NoSuchWebhookPage } from './no-such-webhook-page.tsx';
import { SendExampleModal } from './send-example-modal.tsx';
import { mayHaveBanner } from './standstill.ts';
import { WebhookBanner } from './webhook-banner.tsx';
import { WebhookLoading } from './webhook-loading.tsx';
import { useWebhook } from './use-webhook.ts';
import { WebhookUnread } from './webhook-unread.tsx';
import { WebhookTrail } from './webhook-trail.tsx';

interface DeliveriesPageProps {
  id: string;
  search: LogSearch;
  onSearch: (search: LogSearch) => void;
}

/** The delivery log alone, for working in it. */
export function DeliveriesPage({ id, search, onSearch }: DeliveriesPageProps) {
  const { data: webhook, error, refetch } = useWebhook(id);
  const banner = useBanner(id);
  const [sending, sendModal] = useDisclosure(false);
  if (error && isNotFound(error)) return <NoSuchWebhookPage name={webhook?.name} />;
  return (
    <Page title={webhook ? `Deliveries of ${webhook.name}` : 'Deliveries'}>
      <PageHeader
        trail={<WebhookTrail id={id} name={webhook?.name} />}
        title="Deliveries"
        sentence="What was sent to this webhook, what it answered, and what is tried again."
        actions={
          webhook && (
            <>
              <ExportButton webhook={webhook} search={search} />
              <Button onClick={sendModal.open}>Send example event</Button>
              <SendExampleModal webhook={webhook} opened={sending} onClose={sendModal.close} />
            </>
          )
        }
      />
      <VisuallyHidden>
        <h2>Log</h2>
      </VisuallyHidden>
      {error && !webhook ? (
        <WebhookUnread error={error} refetch={refetch} />
      ) : webhook && !(mayHaveBanner(webhook) && banner.isPending) ? (
        <>
          <WebhookBanner webhook={webhook} />
          <FailedSection webhookId={id} webhook={webhook} />
          <DeliveryLog webhookId={id} webhook={webhook} search={search} onSearch={onSearch} />
        </>
      ) : (
        <WebhookLoading />
      )}
    </Page>
  );
}
