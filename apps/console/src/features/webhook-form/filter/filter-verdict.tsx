import { Skeleton, Text } from '@mantine/core';
import type { TestedFilter } from '@tidings/event/schema';

import { StatusBadge } from '../../../ui/status-badge.tsx';
import classes from './filter-editor.module.css';
import { backtestWords, matchedWords } from './verdict-words.ts';

interface FilterVerdictProps {
  tested: TestedFilter;
  last: number;
  /** The type whose example was tried. */
  sampleType: string | null;
  /** Which events were counted, in words. */
  counted: string;
  /** The filter, or what it is tried on, has changed since. */
  isOld: boolean;
}

export function FilterVerdict({ tested, last, sampleType, counted, isOld }: FilterVerdictProps) {
  const { backtest, matches, failed_clause: clause } = tested;
  const share = backtest.tested === 0 ? 0 : (100 * backtest.matched) / backtest.tested;
  return (
    <>
      {isOld && (
        <Text c="dimmed" mt={10}>
          Changed since this test. Test again to see what it does now.
        </Text>
      )}
      <div className={classes.verdicts}>
        {matches !== null && (
          <div className={classes.verdict}>
            <StatusBadge tone={matches ? 'success' : 'rest'}>
              {matches ? 'Example passes' : 'Example does not pass'}
            </StatusBadge>
            {clause === null ? (
              <p className={classes.words}>An event like the example of {sampleType} is delivered.</p>
            ) : (
              <>
                <p className={classes.words}>The first clause of {sampleType} that does not hold:</p>
                <code className={classes.clause}>{clause}</code>
              </>
            )}
          </div>
        )}
        <div className={classes.verdict}>
          <div className={classes.number}>{backtest.tested === 0 ? 'No events' : matchedWords(backtest)}</div>
          {backtest.tested > 0 && (
            <div className={classes.bar} aria-hidden>
              <div className={classes.share} style={{ width: `${share}%` }} />
            </div>
          )}
          <p className={classes.words}>{backtestWords(backtest, last, counted)}</p>
        </div>
      </div>
    </>
  );
}

export function FilterVerdictSkeleton() {
  return (
    <div className={classes.verdicts}>
      <Skeleton height={88} radius="md" />
      <Skeleton height={88} radius="md" />
    </div>
  );
}
