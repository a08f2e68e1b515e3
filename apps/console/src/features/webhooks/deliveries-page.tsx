import { Anchor, Button, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';

import { isNotFound } from '../../api/failure.ts';
import { NotFound } from '../../app/not-found.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { DeliveryLog } from '../deliveries/delivery-log.tsx';
import { ExportButton } from '../deliveries/export-button.tsx';
import { FailedSection } from '../deliveries/failed/failed-section.tsx';
import type { LogSearch } from '../deliveries/log-search.ts';
import { SendExampleModal } from './send-example-modal.tsx';
import { HealthBanner } from '../notifications/health-banner.tsx';
import { StandstillBanner } from './standstill-banner.tsx';
import { useWebhook } from './use-webhook.ts';

interface DeliveriesPageProps {
  id: string;
  search: LogSearch;
  onSearch: (search: LogSearch) => void;
}

/** The delivery log alone, for working in it. */
export function DeliveriesPage({ id, search, onSearch }: DeliveriesPageProps) {
  const { data: webhook, error, refetch } = useWebhook(id);
  const [sending, sendModal] = useDisclosure(false);
  if (error && isNotFound(error)) return <NotFound />;
  return (
    <Page title={webhook ? `Deliveries of ${webhook.name}` : 'Deliveries'}>
      <PageHeader
        trail={
          <>
            <Anchor renderRoot={(props) => <Link to="/dashboard/settings/webhooks" {...props} />}>
              Webhooks
            </Anchor>
            {' / '}
            <Anchor
              renderRoot={(props) => (
                <Link to="/dashboard/settings/webhooks/$id" params={{ id }} {...props} />
              )}
            >
              <bdi>{webhook?.name ?? '…'}</bdi>
            </Anchor>
          </>
        }
        title="Deliveries"
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
        <ErrorNotice
          error={error}
          doing="load the webhook"
          kept="It goes on receiving events."
          onRetry={() => void refetch()}
        />
      ) : (
        <>
          {webhook && <StandstillBanner webhook={webhook} />}
          {webhook && <HealthBanner webhook={webhook} />}
          <FailedSection webhookId={id} webhook={webhook} />
          <DeliveryLog key={id} webhookId={id} webhook={webhook} search={search} onSearch={onSearch} />
        </>
      )}
    </Page>
  );
}
