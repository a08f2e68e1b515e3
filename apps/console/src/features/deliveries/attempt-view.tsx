import type { Attempt } from '@tidings/delivery/schema';
import type { ReactNode } from 'react';

import { statusWords } from '../../format/http-status.ts';
import { fullTime } from '../../format/time.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyText } from '../../ui/copy-button.tsx';
import { toCurl } from './curl.ts';
import classes from './delivery-detail.module.css';
import { requestText, responseText } from './exchange-text.ts';
import { WaterfallChart } from './waterfall-chart.tsx';
import { attemptSentence } from './words.ts';

interface AttemptViewProps {
  attempt: Attempt;
  timeoutSeconds: number;
  why: ReactNode;
}

export function AttemptView({ attempt, timeoutSeconds, why }: AttemptViewProps) {
  const { request, response } = attempt;
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
        <div>
          <div className={classes.blockHead}>
            <h3 className={classes.title}>Request</h3>
            <span className={classes.aside}>
              <CopyText value={requestText(request, false)}>Copy</CopyText> ·{' '}
              <CopyText value={toCurl(request)}>Copy as cURL</CopyText>
            </span>
          </div>
          <CodeBlock label="Request" maxHeight={560}>
            {requestText(request, true)}
          </CodeBlock>
        </div>
        <div className={classes.right}>
          <div>
            <div className={classes.blockHead}>
              <h3 className={classes.title}>Response</h3>
              {response && <CopyText value={responseText(attempt, false)}>Copy</CopyText>}
            </div>
            {response ? (
              <CodeBlock label="Response" maxHeight={300}>
                {responseText(attempt, true)}
              </CodeBlock>
            ) : (
              <p className={classes.none}>
                {attempt.status_code === null
                  ? 'There was no response.'
                  : `${statusWords(attempt.status_code)}, without anything else.`}
              </p>
            )}
            {response?.truncated && (
              <p className={classes.why}>The response was longer; its first 64 KiB were kept.</p>
            )}
          </div>
          <WaterfallChart attempt={attempt} allowedMs={timeoutSeconds * 1000} />
          {why}
        </div>
      </div>
    </>
  );
}
