import type { Delivery } from '@tidings/delivery/schema';

import classes from './outcome.module.css';
import { outcomeWords } from './words.ts';

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
  const word = STATUS_WORDS[delivery.status];
  const tone =
    delivery.status === 'succeeded' ? 'success' : delivery.last_error === null ? 'rest' : 'failure';
  return (
    <span className={classes.outcome}>
      {attempted && (
        <span className={classes.code} data-tone={tone}>
          {outcomeWords(delivery.last_status_code, delivery.last_error)}
        </span>
      )}
      {word && <span className={classes.word}>{attempted ? `· ${word}` : word}</span>}
    </span>
  );
}
