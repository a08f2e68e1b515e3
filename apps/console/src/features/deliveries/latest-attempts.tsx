import { Anchor, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { refreshUnlessTold } from '../../api/refresh.ts';
import { count, milliseconds } from '../../format/number.ts';
import { LiveArea } from '../../log/live-area.tsx';
import { useLiveRows } from '../../log/use-live-rows.ts';
import { AboveLink } from '../../ui/above-link.tsx';
import { BlockHead } from '../../ui/block-head.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import whole from '../../ui/whole-link.module.css';
import classes from './latest-attempts.module.css';
import { latestAttemptsQuery, PLACES } from './latest-attempts-query.ts';
import { OutcomeCode } from './outcome-code.tsx';

const REFRESH_MS = 5_000;
const NOUNS = ['attempt', 'attempts'] as const;

/** What came of the latest attempts of a webhook, each with the way to its delivery. */
export function LatestAttempts({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    ...latestAttemptsQuery(id),
    refetchInterval: refreshUnlessTold(REFRESH_MS),
  });
  const live = useLiveRows(data?.data ?? null, { by: id });
  const { rows } = live;
  const isLoading = !rows && !error;
  return (
    <section className={classes.latest} aria-label="Latest attempts" aria-busy={isLoading}>
      <BlockHead title="Latest attempts">
        <Anchor
          c="dimmed"
          renderRoot={(props) => (
            <Link to="/dashboard/settings/webhooks/$id/deliveries" params={{ id }} {...props} />
          )}
        >
          View all deliveries
        </Anchor>
      </BlockHead>
      {!rows && error && (
        <ErrorNotice
          error={error}
          doing="load the latest attempts"
          meanwhile="They are kept."
          onRetry={() => refetch()}
        />
      )}
      {rows?.length === 0 && <p className={classes.none}>Nothing was sent yet. A test shows here, too.</p>}
      <LiveArea area={live.area} waiting={live.waiting} nouns={NOUNS} onShow={live.show}>
        <ul className={classes.list}>
          {isLoading
            ? Array.from({ length: PLACES }, (_, index) => (
                <li key={index} className={classes.row}>
                  <Skeleton height={12} />
                </li>
              ))
            : rows?.map((attempt) => (
                <li key={attempt.id} className={classes.row}>
                  <OutcomeCode code={attempt.status_code} error={attempt.error} brief />
                  <Link
                    to="/dashboard/settings/webhooks/$id/deliveries"
                    params={{ id }}
                    search={{ delivery: attempt.delivery_id }}
                    className={`${whole.link} ${classes.link}`}
                    title={attempt.event_type}
                  >
                    {attempt.event_type}
                    {attempt.number > 1 && (
                      <span className={classes.again}>{` · attempt ${count(attempt.number)}`}</span>
                    )}
                  </Link>
                  <span className={classes.number}>{milliseconds(attempt.duration_ms)}</span>
                  <span className={classes.number}>
                    <AboveLink>
                      <RelativeTime at={attempt.started_at} />
                    </AboveLink>
                  </span>
                </li>
              ))}
        </ul>
      </LiveArea>
    </section>
  );
}
