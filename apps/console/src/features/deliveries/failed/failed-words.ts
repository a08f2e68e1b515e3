import type { FailedSummary } from '@tidings/delivery/schema';

import { counted } from '../../../format/number.ts';

/** "1 failed delivery", "more than 10,000 failed deliveries". */
export function failedCount({ failed, is_estimate: isEstimate }: FailedSummary): string {
  return `${isEstimate ? 'more than ' : ''}${counted(failed, 'failed delivery', 'failed deliveries')}`;
}
