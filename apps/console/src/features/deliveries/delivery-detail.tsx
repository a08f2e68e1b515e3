import { Button, Skeleton, Tabs } from '@mantine/core';
import type { Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';
import { useState } from 'react';

import { fullTime } from '../../format/time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Mono } from '../../ui/mono.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AttemptView } from './attempt-view.tsx';
import classes from './delivery-detail.module.css';
import { useAttempts } from './use-attempts.ts';
import { attemptSentence, nextWords, retryHeading, retrySentence } from './words.ts';

interface DeliveryDetailProps {
  delivery: Delivery;
  webhook: Pick<Webhook, 'retry' | 'timeout_seconds'> | undefined;
  onRetry: () => void;
  retrying: boolean;
}

const DEFAULT_TIMEOUT_SECONDS = 5;

export function DeliveryDetail({ delivery, webhook, onRetry, retrying }: DeliveryDetailProps) {
  const attempts = useAttempts(delivery);
  const now = useNow();
  // Until one is chosen, the newest shows, also when a newer one arrives.
  const [chosen, setChosen] = useState<string | null>(null);
  const made = attempts.data?.data.toSorted((a, b) => a.number - b.number) ?? [];
  const newest = made.at(-1);
  const timeoutSeconds = webhook?.timeout_seconds ?? DEFAULT_TIMEOUT_SECONDS;
  const next = nextWords(delivery, now);
  const why = (
    <section aria-label={retryHeading(delivery.status)}>
      <div className={classes.blockHead}>
        <h3 className={classes.title}>{retryHeading(delivery.status)}</h3>
        {next && <span className={classes.aside}>{next}</span>}
      </div>
      <p className={classes.why}>
        {retrySentence(delivery, webhook?.retry, newest ? attemptSentence(newest, timeoutSeconds) : '')}
      </p>
      {(delivery.status === 'failed' || delivery.status === 'retrying') && (
        <Button variant="default" mt={8} loading={retrying} onClick={onRetry}>
          Retry now
        </Button>
      )}
    </section>
  );

  return (
    <div className={classes.panel}>
      {attempts.error && !attempts.data ? (
        <ErrorNotice
          error={attempts.error}
          doing="load the attempts"
          onRetry={() => void attempts.refetch()}
        />
      ) : !attempts.data ? (
        <div className={classes.columns} role="status" aria-busy aria-label="Attempts are loading">
          <Skeleton height={300} radius="md" />
          <Skeleton height={300} radius="md" />
        </div>
      ) : newest ? (
        <Tabs value={chosen ?? newest.id} onChange={setChosen} keepMounted={false}>
          <Tabs.List aria-label="Attempts" className={classes.tabs}>
            {made.map((attempt) => (
              <Tabs.Tab key={attempt.id} value={attempt.id}>
                Attempt {attempt.number}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {made.map((attempt) => (
            <Tabs.Panel key={attempt.id} value={attempt.id}>
              <AttemptView
                attempt={attempt}
                timeoutSeconds={timeoutSeconds}
                why={attempt === newest ? why : null}
              />
            </Tabs.Panel>
          ))}
        </Tabs>
      ) : (
        why
      )}
      <p className={classes.foot}>
        Delivery <Mono>{delivery.id}</Mono> of event <Mono>{delivery.event_id}</Mono>, made{' '}
        {fullTime(delivery.created_at)}
      </p>
    </div>
  );
}
