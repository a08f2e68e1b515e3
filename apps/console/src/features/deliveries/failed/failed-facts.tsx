import type { FailedSummary } from '@tidings/delivery/schema';

import { count } from '../../../format/number.ts';
import { clockWords, fullTime } from '../../../format/time.ts';
import { Mono } from '../../../ui/mono.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { errorWords } from '../words.ts';

import classes from './failed-section.module.css';
import { atLeast, heldBackWords, nextRetry } from './failed-words.ts';

interface FailedFactsProps {
  summary: FailedSummary;
  /** Whether retries wait for the webhook to be resumed. */
  waits: boolean;
}

/** Numbers first: how many gave up, how many are still tried, what mostly went wrong, when the next one goes out. */
export function FailedFacts({ summary, waits }: FailedFactsProps) {
  const now = useNow();
  const { failed, retrying, most_common_error: common, next_attempt_at: next, held_back: held } = summary;
  const { failed_is_estimate: moreFailed, retrying_is_estimate: moreRetrying } = summary;
  return (
    <dl className={classes.facts}>
      <div>
        <dt>Failed</dt>
        <dd>
          <strong data-failed={failed > 0 || undefined}>{atLeast(failed, moreFailed)}</strong>
          <span>no more retries</span>
        </dd>
      </div>
      <div>
        <dt>Retrying</dt>
        <dd>
          <strong>{atLeast(retrying, moreRetrying)}</strong>
          <span>{waits ? 'wait for the webhook' : 'pending another attempt'}</span>
        </dd>
      </div>
      <div>
        <dt>Most common error</dt>
        <dd>
          {common ? (
            <>
              <strong>{errorWords(common.error)}</strong>
              <span>
                <Mono>{common.error}</Mono>, {count(common.count)} of{' '}
                {atLeast(failed + retrying, moreFailed || moreRetrying)}
              </span>
            </>
          ) : (
            <>
              <strong>None</strong>
              <span>nothing failed</span>
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>Next retry</dt>
        <dd title={next ? fullTime(next) : undefined}>
          <strong>{nextRetry(next, { waits, isHeldBack: held !== null, now })}</strong>
          <span>
            {held && !waits ? (
              <HeldBack held={held} now={now} />
            ) : next === null ? (
              'is planned'
            ) : waits ? (
              'until it is resumed'
            ) : (
              `at ${clockWords(next, now)}`
            )}
          </span>
        </dd>
      </div>
    </dl>
  );
}

/** What holds deliveries back, and how soon they go on, with the exact time for who rests on it. */
function HeldBack({ held, now }: { held: NonNullable<FailedSummary['held_back']>; now: number }) {
  const { why, soon } = heldBackWords(held, now);
  if (soon === null) return why;
  const { until } = held;
  return (
    <>
      {why}{' '}
      {until === null ? (
        soon
      ) : (
        <time dateTime={until} title={fullTime(until)}>
          {soon}
        </time>
      )}
    </>
  );
}
