import type { Banner } from '@tidings/notification/schema';

import { count, counted, percent } from '../../format/number.ts';

type Failing = NonNullable<Banner['failing']>;

/** As many failures in a row make a webhook "failing", whatever share of a day they are. */
const FAILING_FROM = 5;

/**
 * How a webhook fails at present, and what ends that. The share is that of the health of 24 hours, wherever it stands beside
 * this; null while it is not known.
 */
export function failingNow(
  { consecutive_failures: inRow, is_degraded: isDegraded }: Failing,
  day: { total: number; failed: number } | null,
): string {
  return [
    shareWords(inRow, day),
    ...(inRow >= FAILING_FROM ? ['At 100 in a row the webhook is paused.'] : []),
    endWords(inRow, isDegraded),
  ].join(' ');
}

function shareWords(inRow: number, day: { total: number; failed: number } | null): string {
  const latest =
    inRow === 0
      ? 'the latest succeeded'
      : inRow === 1
        ? 'the latest failed'
        : `the latest ${count(inRow)} all failed`;
  if (!day || day.total === 0) return `Of the attempts ${latest}.`;
  const share = `${percent(day.failed / day.total)} of ${counted(day.total, 'attempt')}`;
  return `${share} failed in the last 24 hours; ${latest}.`;
}

function endWords(inRow: number, isDegraded: boolean): string {
  if (!isDegraded) return 'It recovers with the next attempt that succeeds.';
  const isLess = 'less than 4% of the attempts of 24 hours have failed';
  return inRow >= FAILING_FROM
    ? `It recovers when attempts succeed again and ${isLess}.`
    : `It recovers when ${isLess}.`;
}
