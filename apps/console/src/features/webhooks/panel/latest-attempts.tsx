import { Anchor, Skeleton, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { refreshUnlessTold } from '../../../api/refresh.ts';
import { milliseconds } from '../../../format/number.ts';
import { logQuery } from '../../../log/log-query.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { deliveryLog } from '../../deliveries/delivery-log-query.ts';
import { OutcomeCode } from '../../deliveries/outcome-code.tsx';
import charts from './charts.module.css';
import classes from './latest-attempts.module.css';

const SHOWN = 8;
const REFRESH_MS = 5_000;

/** What came of the newest deliveries: of each the latest attempt. */
export function LatestAttempts({ id }: { id: string }) {
  const { data: log } = useQuery({
    ...logQuery(deliveryLog(id, {})),
    refetchInterval: refreshUnlessTold(REFRESH_MS),
  });
  const rows = log?.rows.slice(0, SHOWN);
  return (
    <section className={charts.block} aria-label="Latest attempts" aria-busy={rows === undefined}>
      <div className={charts.head}>
        <Title order={3}>Latest attempts</Title>
        <Anchor
          c="dimmed"
          renderRoot={(props) => (
            <Link to="/dashboard/settings/webhooks/$id/deliveries" params={{ id }} {...props} />
          )}
        >
          View all deliveries
        </Anchor>
      </div>
      {rows?.length === 0 && (
        <p className={classes.none}>No deliveries yet. Send an example event to see one.</p>
      )}
      <ul className={classes.list}>
        {rows === undefined
          ? Array.from({ length: SHOWN }, (_, index) => (
              <li key={index} className={classes.row}>
                <Skeleton height={12} />
              </li>
            ))
          : rows.map((delivery) => (
              <li key={delivery.id} className={classes.row}>
                <OutcomeCode delivery={delivery} brief />
                <Link
                  to="/dashboard/settings/webhooks/$id/deliveries"
                  params={{ id }}
                  search={{ delivery: delivery.id }}
                  className={classes.link}
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
