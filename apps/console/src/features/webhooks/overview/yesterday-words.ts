import type { Overview } from '@tidings/metrics/schema';

import { count, percent } from '../../../format/number.ts';

const CHANGE = new Intl.NumberFormat('en-US', {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
/** Of ten times as much, or more, a percentage says less than the number itself. */
const MOST_TIMES = 10;

/** "+4.1% on yesterday by now"; of a day without any arrivals by now there is nothing to say. */
export function deliveredWords({
  delivered_today: today,
  delivered_yesterday: yesterday,
}: Pick<Overview, 'delivered_today' | 'delivered_yesterday'>): string {
  if (yesterday === 0) return 'since midnight';
  if (today >= yesterday * MOST_TIMES) return `yesterday ${count(yesterday)} by now`;
  const change = CHANGE.format((today - yesterday) / yesterday).replace('-', '−');
  return change === '0%' ? 'as many as yesterday by now' : `${change} on yesterday by now`;
}

/** "of deliveries in 24 h, was 99.6%": beside the rate of the 24 hours before, if anything was sent in them. */
export function rateWords({
  success_rate: rate,
  success_rate_before: before,
}: Pick<Overview, 'success_rate' | 'success_rate_before'>): string {
  const hours = rate === null ? 'nothing sent in 24 hours' : 'of deliveries in 24 h';
  return before === null ? hours : `${hours}, was ${percent(before)}`;
}
