import type { Delivery } from '@tidings/delivery/schema';

import { statusReason } from '../../format/http-status.ts';
import table from '../../ui/data-table.module.css';
import classes from './outcome.module.css';
import { outcomeCode } from './words.ts';

const STATUS_WORDS: Record<Delivery['status'], string> = {
  pending: 'pending',
  retrying: 'will be retried',
  succeeded: '',
  failed: 'no more retries',
  cancelled: 'cancelled',
  archived: 'cleared',
};

/** What the last attempt came to, and, where that is not the end or not a success, where the delivery stands. */
export function Outcome({ delivery }: { delivery: Delivery }) {
  const attempted = delivery.last_status_code !== null || delivery.last_error !== null;
  const answered = delivery.last_status_code !== null && delivery.last_error !== 'timeout';
  const reason =
    answered && delivery.last_status_code !== null ? statusReason(delivery.last_status_code) : null;
  const word = STATUS_WORDS[delivery.status];
  const tone =
    delivery.status === 'succeeded' ? 'success' : delivery.last_error === null ? 'rest' : 'failure';
  return (
    <span className={classes.outcome}>
      {attempted && (
        <span className={classes.code} data-tone={tone}>
          {outcomeCode(delivery.last_status_code, delivery.last_error)}
          {reason && <span className={table.wide}> {reason}</span>}
        </span>
      )}
      {word && <span className={classes.word}>{word}</span>}
    </span>
  );
}
