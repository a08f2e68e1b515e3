import { Anchor, Skeleton, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { isNotFound } from '../../api/failure.ts';
import { NotFound } from '../../app/not-found.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Mono } from '../../ui/mono.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { DeliveryLog } from '../deliveries/delivery-log.tsx';
import type { LogSearch } from '../deliveries/log-search.ts';
import { useWebhook } from './use-webhook.ts';
import { badgeOf, WebhookBadge } from './webhook-badge.tsx';
import { WebhookActions } from './webhook-actions.tsx';
import { WebhookConfiguration } from './webhook-configuration.tsx';
import classes from './webhook-page.module.css';

interface WebhookPageProps {
  id: string;
  /** The log alone, for working in it. */
  logOnly?: boolean;
  search: LogSearch;
  onSearch: (search: LogSearch) => void;
}

export function WebhookPage({ id, logOnly, search, onSearch }: WebhookPageProps) {
  const { data: webhook, error, refetch } = useWebhook(id);
  if (error && isNotFound(error)) return <NotFound />;
  if (error && !webhook) {
    return (
      <Page title="Webhook">
        <ErrorNotice
          error={error}
          doing="load the webhook"
          kept="It goes on receiving events."
          onRetry={() => void refetch()}
        />
      </Page>
    );
  }
  const name = webhook?.name ?? (
    <Skeleton component="span" display="inline-block" height={18} width={180} my={5} />
  );
  const why = webhook && webhook.status !== 'active' ? badgeOf(webhook).why : undefined;
  return (
    <Page title={webhook ? (logOnly ? `Deliveries of ${webhook.name}` : webhook.name) : 'Webhook'}>
      <PageHeader
        trail={
          <>
            <Anchor renderRoot={(props) => <Link to="/dashboard/settings/webhooks" {...props} />}>
              Webhooks
            </Anchor>
            {logOnly && (
              <>
                {' / '}
                <Anchor
                  renderRoot={(props) => (
                    <Link to="/dashboard/settings/webhooks/$id" params={{ id }} {...props} />
                  )}
                >
                  {webhook?.name ?? '…'}
                </Anchor>
              </>
            )}
          </>
        }
        title={
          logOnly ? (
            'Deliveries'
          ) : (
            <>
              {name}
              {webhook && <WebhookBadge webhook={webhook} />}
            </>
          )
        }
        sentence={
          !logOnly &&
          (webhook ? <Mono dim>{webhook.url}</Mono> : <Skeleton height={12} width={280} maw="100%" my={4} />)
        }
        actions={webhook && <WebhookActions webhook={webhook} />}
      />
      {why && (
        <div className={classes.notice}>
          <Notice tone="warning">{why}.</Notice>
        </div>
      )}
      {!logOnly && <WebhookConfiguration webhook={webhook} />}
      {logOnly ? (
        <VisuallyHidden>
          <h2>Log</h2>
        </VisuallyHidden>
      ) : (
        <div className={classes.logHead}>
          <h2 className={classes.title}>Deliveries</h2>
          <Anchor
            renderRoot={(props) => (
              <Link
                to="/dashboard/settings/webhooks/$id/deliveries"
                params={{ id }}
                search={search}
                {...props}
              />
            )}
          >
            Open the log alone
          </Anchor>
        </div>
      )}
      <DeliveryLog key={id} webhookId={id} webhook={webhook} search={search} onSearch={onSearch} />
    </Page>
  );
}
