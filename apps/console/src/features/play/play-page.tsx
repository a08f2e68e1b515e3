import { Button, Group, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ShownInbox } from '@tidings/play/schema';

import { LiveArea } from '../../log/live-area.tsx';
import { useLiveRows } from '../../log/use-live-rows.ts';
import { Card } from '../../ui/card.tsx';
import { CopyAction } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { AnswerFields } from './answer-fields.tsx';
import { ArrivalRow } from './arrival-row.tsx';
import classes from './play-page.module.css';
import { ReceiverLinks } from './receiver-links.tsx';
import { useClearInbox } from './use-clear-inbox.ts';
import { useInbox } from './use-inbox.ts';

const REFRESH_MS = 2_000;
const NOUNS = ['request', 'requests'] as const;

/** @param name of a receiver that is not the account's first one. */
export function PlayPage({ name }: { name: string | undefined }) {
  const inbox = useInbox({ name, refreshMs: REFRESH_MS });
  const clear = useClearInbox();
  return (
    <Page title="Test receiver">
      <PageHeader
        title="Test receiver"
        sentence="A URL that shows what arrives and whether its signature holds. For trying out, not for production."
        actions={
          <>
            <StatusBadge tone={inbox.error ? 'rest' : 'success'}>
              {inbox.error ? 'Not connected' : 'Live'}
            </StatusBadge>
            <Button
              variant="default"
              disabled={!inbox.data?.data.length}
              loading={clear.isPending}
              onClick={() => clear.mutate({ name })}
            >
              Clear
            </Button>
          </>
        }
      />
      {clear.error && (
        <ErrorNotice error={clear.error} doing="clear the receiver" undone="Everything is still here." />
      )}
      {inbox.data ? (
        <Inbox inbox={inbox.data} />
      ) : inbox.error ? (
        <ErrorNotice
          error={inbox.error}
          doing="load the receiver"
          meanwhile="It goes on receiving."
          onRetry={() => inbox.refetch()}
        />
      ) : (
        <div aria-busy>
          <Skeleton height={110} radius="lg" mb={16} />
          <Skeleton height={240} radius="lg" />
        </div>
      )}
    </Page>
  );
}

function Inbox({ inbox }: { inbox: ShownInbox }) {
  // A hundred at most: the receiver keeps no more.
  const live = useLiveRows(inbox.data, { by: inbox.name ?? '' });
  const arrivals = live.rows ?? [];
  return (
    <>
      <ReceiverLinks inbox={inbox} />
      <Card>
        <div className={classes.label}>URL</div>
        <div className={classes.url}>
          <code className={classes.code}>{inbox.url}</code>
          <CopyAction value={inbox.url} label="Copy the URL" />
        </div>
        <AnswerFields key={inbox.name} name={inbox.name} current={inbox.answer} />
      </Card>
      <div className={classes.list}>
        {arrivals.length === 0 ? (
          <EmptyState
            title="Nothing has arrived yet"
            action={
              <Group gap="xs">
                {inbox.name === null && (
                  <Button
                    renderRoot={(props) => (
                      <Link
                        to="/dashboard/settings/webhooks/create"
                        search={{ step: 'review', receiver: true }}
                        {...props}
                      />
                    )}
                  >
                    Create a webhook to this receiver
                  </Button>
                )}
                <Button
                  variant="default"
                  renderRoot={(props) => <Link to="/dashboard/settings/webhooks" {...props} />}
                >
                  Go to webhooks
                </Button>
              </Group>
            }
          >
            Requests to the URL above show here within two seconds, with their headers, body and the verdict
            on their signature.
          </EmptyState>
        ) : (
          <LiveArea area={live.area} waiting={live.waiting} nouns={NOUNS} onShow={live.show}>
            <ul className={classes.arrivals} aria-label="What arrived, newest first">
              {arrivals.map((arrival) => (
                <ArrivalRow key={arrival.id} arrival={arrival} />
              ))}
            </ul>
          </LiveArea>
        )}
      </div>
    </>
  );
}
