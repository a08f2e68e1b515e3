import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Page } from '../../../ui/page.tsx';
import { useHasReceiver } from '../../session/use-session.ts';
import { PanelLater } from '../panel/panel-later.tsx';
import { useOverview } from '../use-overview.ts';
import { NumberCards } from './number-cards.tsx';
import { OperatorNotice } from './operator-notice.tsx';
import { readOf, useListed } from './use-listed.ts';
import { WebhookFilters } from './webhook-filters.tsx';
import { WebhookList } from './webhook-list.tsx';
import type { WebhooksSearch } from './webhooks-search.ts';

// Seen until there is a webhook, and never after.
const FirstWebhook = lazy(async () => ({ default: (await import('./first-webhook.tsx')).FirstWebhook }));

interface WebhooksPageProps {
  search: WebhooksSearch;
  onSearch: (search: WebhooksSearch) => void;
}

export function WebhooksPage({ search, onSearch }: WebhooksPageProps) {
  const hasReceiver = useHasReceiver();
  const overview = useOverview();
  const listed = useListed(search);
  const { all } = listed;
  const isNew = all?.length === 0;
  const numbers = readOf(overview);
  return (
    <Page title="Webhooks">
      <PageHeader
        title="Webhooks"
        sentence="Where your events go, and how that is going."
        actions={
          !isNew && (
            <>
              <Button
                variant="default"
                renderRoot={(props) => <Link to="/dashboard/settings/webhooks/verify" {...props} />}
              >
                Verify a signature
              </Button>
              <Button renderRoot={(props) => <Link to="/dashboard/settings/webhooks/create" {...props} />}>
                Create webhook
              </Button>
            </>
          )
        }
      />
      <OperatorNotice />
      {isNew ? (
        <Suspense>
          <FirstWebhook hasReceiver={hasReceiver} />
        </Suspense>
      ) : listed.error && !all ? (
        <ErrorNotice
          error={listed.error}
          doing="load the webhooks"
          meanwhile="They are as they were."
          onRetry={listed.retry}
        />
      ) : (
        <>
          <NumberCards overview={numbers} webhooks={all} />
          <WebhookFilters types={listed.types} webhooks={all ?? []} search={search} onSearch={onSearch} />
          <WebhookList listed={listed} overview={overview} search={search} onSearch={onSearch} />
        </>
      )}
      <PanelLater
        id={search.webhook}
        listed={all?.find((webhook) => webhook.id === search.webhook)}
        editing={search.edit ?? false}
        onClose={() => onSearch({ ...search, webhook: undefined, edit: undefined })}
      />
    </Page>
  );
}
