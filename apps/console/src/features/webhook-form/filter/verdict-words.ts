import type { TestedFilter } from '@tidings/event/schema';

import { count, counted } from '../../../format/number.ts';

type Backtest = TestedFilter['backtest'];

/** "12 of 1,000" */
export function matchedWords({ matched, tested }: Backtest): string {
  return `${count(matched)} of ${count(tested)}`;
}

/** What the number means, in a sentence. `asked`: how many events were to be looked at. */
export function backtestWords(backtest: Backtest, asked: number, type: string | null): string {
  const { tested, matched, stopped_early: stopped } = backtest;
  const what = type ? `${type} events` : 'events';
  if (tested === 0)
    return stopped
      ? `No ${what} were found in the time that a test may take.`
      : `There are no ${what} yet to try it on. Publish one and test again.`;
  const which = tested === asked ? `last ${count(asked)} ${what}` : `${counted(tested, 'event')} there are`;
  const scope = stopped ? `${counted(tested, 'event')} that were looked at before the time was up` : which;
  if (matched === tested) return `Every one of the ${scope} would have passed.`;
  if (matched === 0) return `None of the ${scope} would have passed. Check the values and their spelling.`;
  return `Matched ${matchedWords(backtest)}: of the ${scope}, so many would have passed.`;
}
