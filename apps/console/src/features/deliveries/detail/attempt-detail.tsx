import type { Attempt } from '@tidings/delivery/schema';
import type { ReactNode } from 'react';

import { fullTime } from '../../../format/time.ts';
import { attemptSentence } from '../words.ts';
import classes from './delivery-detail.module.css';
import { RequestBlock } from './request-block.tsx';
import { ResponseBlock } from './response-block.tsx';
import { Waterfall } from './waterfall.tsx';

interface AttemptDetailProps {
  attempt: Attempt;
  timeoutSeconds: number;
  why: ReactNode;
}

/** One HTTP request as it was made, what came back, and where the time went. */
export function AttemptDetail({ attempt, timeoutSeconds, why }: AttemptDetailProps) {
  const sentence = attemptSentence(attempt, timeoutSeconds);
  return (
    <>
      <p className={classes.sentence}>
        {sentence} <span className={classes.aside}>{fullTime(attempt.started_at)}</span>
        {attempt.error_detail && attempt.error_detail !== sentence && (
          <span className={classes.detail}>{attempt.error_detail}</span>
        )}
      </p>
      <div className={classes.columns}>
        <RequestBlock request={attempt.request} />
        <div className={classes.right}>
          <ResponseBlock attempt={attempt} />
          <Waterfall attempt={attempt} allowedMs={timeoutSeconds * 1000} />
          {why}
        </div>
      </div>
    </>
  );
}
