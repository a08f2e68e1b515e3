import type { TestedFilter, TestFilterInput } from '@tidings/event/schema';

import { listWords } from '../../../format/duration.ts';
import { count } from '../../../format/number.ts';

type Backtest = TestedFilter['backtest'];

const NAMED_MOST = 3;

/** "Matched 12 of 1,000" */
export function matchedWords({ matched, tested }: Backtest): string {
  return `Matched ${count(matched)} of ${count(tested)}`;
}

/** Which events were looked at: "events", "email.opened events", "email.* and tag.created events". */
export function countedWords({ type, types = ['*'] }: Pick<TestFilterInput, 'type' | 'types'>): string {
  const named = type === undefined ? types : [type];
  if (named.includes('*')) return 'events';
  return named.length > NAMED_MOST ? 'events of the types chosen' : `${listWords(named)} events`;
}

/** What the number means. `asked`: how many events were to be looked at; `what`: how they are called. */
export function backtestWords(backtest: Backtest, asked: number, what: string): string {
  const { tested, matched, stopped_early: stopped } = backtest;
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
