import type { Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';

import { shortId } from '../../format/id.ts';
import table from '../../ui/data-table.module.css';
import classes from '../../log/log-row.module.css';
import { RetryStatus } from './retry-status.tsx';
import { canBeRetried } from './retrying.ts';
import { useRetryDelivery } from './use-retry-delivery.ts';

interface RowActionsProps {
  delivery: Delivery;
  webhook: Webhook | undefined;
  open: boolean;
  /** What the button opens. */
  detailId: string;
  onToggle: () => void;
}

export function RowActions({ delivery, webhook, open, detailId, onToggle }: RowActionsProps) {
  const retry = useRetryDelivery(delivery, webhook);
  const word = open ? 'Close' : 'View';
  const { status } = delivery;
  const wantsRetry = canBeRetried(delivery) && (status === 'failed' || status === 'retrying');
  return (
    <>
      {wantsRetry && (
        <button
          type="button"
          className={`${classes.action} ${table.wide}`}
          disabled={retry.refused !== null}
          title={retry.refused ?? undefined}
          aria-label={`Retry ${delivery.event_type} now`}
          onClick={retry.start}
        >
          Retry now
        </button>
      )}
      <button
        type="button"
        className={classes.action}
        aria-expanded={open}
        aria-controls={detailId}
        aria-label={`${word} ${delivery.event_type} ${shortId(delivery.event_id)}`}
        onClick={onToggle}
      >
        {word}
      </button>
      <RetryStatus delivery={delivery} isAsked={retry.isAsked} />
    </>
  );
}
