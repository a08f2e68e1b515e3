import type { ReactNode } from 'react';

import { fullTime } from '../../../format/time.ts';
import detail from '../../../log/row-detail.module.css';
import { attemptSentence } from '../words.ts';
import classes from './delivery-detail.module.css';
import { RequestBlock } from './request-block.tsx';
import { ResponseBlock } from './response-block.tsx';
import { isTimed } from './phases.ts';
import type { ShownAttempt } from './shown-attempt.ts';
import { Waterfall } from './waterfall.tsx';

interface AttemptDetailProps {
  attempt: ShownAttempt;
  /** What matters more than how it went, and stands above that. */
  lead?: ReactNode;
  /** What follows from it, beside that. */
  why?: ReactNode;
}

/** One HTTP request as it was made, what came back, and where the time went. */
export function AttemptDetail({ attempt, lead, why }: AttemptDetailProps) {
  const sentence = attemptSentence(attempt);
  return (
    <>
      <p className={classes.sentence}>
        {sentence} <span className={classes.aside}>{fullTime(attempt.started_at)}</span>
        {attempt.error_detail && attempt.error_detail !== sentence && (
          <span className={classes.detail}>{attempt.error_detail}</span>
        )}
      </p>
      {lead && <div className={classes.lead}>{lead}</div>}
      <div className={detail.columns}>
        <RequestBlock attempt={attempt} />
        <div className={classes.right}>
          <ResponseBlock attempt={attempt} />
          {isTimed(attempt) && <Waterfall attempt={attempt} />}
          {why}
        </div>
      </div>
    </>
  );
}
