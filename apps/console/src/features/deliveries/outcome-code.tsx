import { statusReason } from '../../format/http-status.ts';
import classes from './outcome-code.module.css';
import { outcomeCode } from './words.ts';

interface OutcomeCodeProps {
  code: number | null;
  error: string | null;
  /** Without the name of the status, whatever room there is. */
  brief?: boolean;
}

/** What an attempt came to: the HTTP status in colour, or the kind of error where there was none. */
export function OutcomeCode({ code, error, brief }: OutcomeCodeProps) {
  if (code === null && error === null) return <span className={classes.none}>–</span>;
  const reason = !brief && code !== null && error !== 'timeout' ? statusReason(code) : null;
  return (
    <span
      className={classes.code}
      data-tone={error === null ? 'success' : error === 'interrupted' ? 'rest' : 'failure'}
    >
      {outcomeCode(code, error)}
      {reason && <span className={classes.reason}> {reason}</span>}
    </span>
  );
}
