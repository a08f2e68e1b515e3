import { Anchor, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { StatsWindow } from '@tidings/metrics/schema';

import { isNotFound } from '../../api/failure.ts';
import { Mono } from '../../ui/mono.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { DeliveryLog } from '../deliveries/delivery-log.tsx';
import type { LogSearch } from '../deliveries/log-search.ts';
import { HealthCard } from '../health/health-card.tsx';
import { useBanner } from '../notifications/use-banner.ts';
import { NoSuchWebhookPage } from './no-such-webhook-page.tsx';
import { SecretCard } from './secret/secret-card.tsx';
import { mayHaveBanner } from './standstill.ts';
import { WebhookBanner } from './webhook-banner.tsx';
import { useWebhook } from './use-webhook.ts';
import { WebhookUnread } from './webhook-unread.tsx';
import { WebhookBadge } from './webhook-badge.tsx';
import { WebhookActions } from './webhook-actions.tsx';
import { WebhooksTrail } from './webhook-trail.tsx';
import { WebhookConfiguration } from './webhook-configuration.tsx';
import { WebhookLoading } from './webhook-loading.tsx';
import classes from './webhook-page.module.css';

interface WebhookPageProps {
  id: string;
  search: LogSearch;
  onSearch: (search: LogSearch) => void;
  /** How far back the charts look. */
  window: StatsWindow;
  onWindow: (window: StatsWindow) => void;
}

export function WebhookPage({ id, search, onSearch, window, onWindow }: WebhookPageProps) {
  const { data: webhook, error, refetch } = useWebhook(id);
  const banner = useBanner(id);
  if (error && isNotFound(error)) return <NoSuchWebhookPage name={webhook?.name} />;
  if (error && !webhook) {
    return (
      <Page title="Webhook">
        <PageHeader trail={<WebhooksTrail />} title="Webhook" />
        <WebhookUnread error={error} refetch={refetch} />
      </Page>
    );
  }
  return (
    <Page title={webhook?.name ?? 'Webhook'}>
      <PageHeader
        trail={<WebhooksTrail />}
        title={
          webhook ? (
            <>
              <bdi>{webhook.name}</bdi>
              <WebhookBadge webhook={webhook} />
            </>
          ) : (
            <Skeleton component="span" display="inline-block" height={18} width={180} my={5} />
          )
        }
        sentence={
          webhook ? <Mono dim>{webhook.url}</Mono> : <Skeleton height={12} width={280} maw="100%" my={4} />
        }
        actions={webhook && <WebhookActions key={id} webhook={webhook} />}
      />
      {webhook && !(mayHaveBanner(webhook) && banner.isPending) ? (
        <>
          <WebhookBanner webhook={webhook} />
          <div className={classes.cards}>
            <HealthCard key={`health ${id}`} id={id} webhook={webhook} window={window} onWindow={onWindow} />
            <WebhookConfiguration webhook={webhook} />
            <SecretCard key={`secret ${id}`} webhook={webhook} />
          </div>
          <div className={classes.logHead}>
            <h2 className={classes.title}>Latest deliveries</h2>
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
              Open the delivery log
            </Anchor>
          </div>
          <DeliveryLog key={id} webhookId={id} webhook={webhook} search={search} onSearch={onSearch} />
        </>
      ) : (
        <WebhookLoading />
      )}
    </Page>
  );
}
