import type { TestedFilter } from '@tidings/event/schema';

import { count } from '../../../format/number.ts';

type Backtest = TestedFilter['backtest'];

/** "Matched 12 of 1,000" */
export function matchedWords({ matched, tested }: Backtest): string {
  return `Matched ${count(matched)} of ${count(tested)}`;
}

/** What the number means. `asked`: how many events were to be looked at; `type`: the one that they were to be of. */
export function backtestWords(backtest: Backtest, asked: number, type: string | null): string {
  const { tested, matched, stopped_early: stopped } = backtest;
  const what = type ? `${type} events` : 'events';
  if (tested === 0)
    return stopped
      ? `No ${what} were found in the time that a test may take.`
      : `There are no ${what} yet to try it on. Publish one and test again.`;
  const scope = stopped
    ? `the newest ${count(tested)} ${what}; then the time was up.`
    : tested === asked
      ? `the last ${count(asked)} ${what}.`
      : `all ${what} that there are.`;
  const advice = matched === 0 ? ' None would have passed: check the values and their spelling.' : '';
  return `Tried on ${scope}${advice}`;
}
