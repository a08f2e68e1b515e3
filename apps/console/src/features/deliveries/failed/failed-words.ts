import type { FailedSummary } from '@tidings/delivery/schema';

import { count, counted } from '../../../format/number.ts';

/** "1 failed delivery", "more than 10,000 failed deliveries". */
export function failedCount({ failed, failed_is_estimate: isMore }: FailedSummary): string {
  return `${isMore ? 'more than ' : ''}${counted(failed, 'failed delivery', 'failed deliveries')}`;
}

/** "12", and "10,000+" where there are more than were looked at. */
export function atLeast(value: number, isMore: boolean): string {
  return `${count(value)}${isMore ? '+' : ''}`;
}
