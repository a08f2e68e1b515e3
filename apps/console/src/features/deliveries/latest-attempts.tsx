import { Anchor, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { refreshUnlessTold } from '../../api/refresh.ts';
import { milliseconds } from '../../format/number.ts';
import { logQuery } from '../../log/log-query.ts';
import { BlockHead } from '../../ui/block-head.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import whole from '../../ui/whole-link.module.css';
import { deliveryLog } from './delivery-log-query.ts';
import { latestAttempted } from './latest.ts';
import classes from './latest-attempts.module.css';
import { OutcomeCode } from './outcome-code.tsx';

const PLACES = 8;
const REFRESH_MS = 5_000;

/** The log of a webhook in a narrow place: what came of its latest attempts, each with the way to its delivery. */
export function LatestAttempts({ id }: { id: string }) {
  // The log's own query, so that log and panel know the same.
  const {
    data: log,
    error,
    refetch,
  } = useQuery({
    ...logQuery(deliveryLog(id, {})),
    refetchInterval: refreshUnlessTold(REFRESH_MS),
  });
  const rows = log && latestAttempted(log.rows);
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
          kept="Deliveries go on."
          onRetry={() => void refetch()}
        />
      )}
      {rows?.length === 0 && <p className={classes.none}>Nothing was sent yet. A test shows here, too.</p>}
      <ul className={classes.list}>
        {isLoading
          ? Array.from({ length: PLACES }, (_, index) => (
              <li key={index} className={classes.row}>
                <Skeleton height={12} />
              </li>
            ))
          : rows?.map((delivery) => (
              <li key={delivery.id} className={classes.row}>
                <OutcomeCode delivery={delivery} brief />
                <Link
                  to="/dashboard/settings/webhooks/$id/deliveries"
                  params={{ id }}
                  search={{ delivery: delivery.id }}
                  className={`${whole.link} ${classes.link}`}
                >
                  {delivery.event_type}
                </Link>
                <span className={classes.number}>{milliseconds(delivery.last_duration_ms)}</span>
                <span className={classes.number}>
                  <RelativeTime at={delivery.updated_at} />
                </span>
              </li>
            ))}
      </ul>
    </section>
  );
}
