import type { DeliveryStatus } from '@tidings/delivery/schema';

import type { Tone } from '../../ui/status-badge.tsx';

export const STATUS_LABELS: Record<DeliveryStatus, string> = {
  pending: 'Pending',
  retrying: 'Retrying',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
  archived: 'Cleared',
};

export const STATUS_TONES: Record<DeliveryStatus, Tone> = {
  pending: 'accent',
  retrying: 'warning',
  succeeded: 'success',
  failed: 'failure',
  cancelled: 'rest',
  archived: 'rest',
};

/** What the word means, for those who hover it or hear it read. */
export const STATUS_MEANINGS: Record<DeliveryStatus, string> = {
  pending: 'waits for its first attempt',
  retrying: 'will be retried',
  succeeded: 'arrived',
  failed: 'no more retries',
  cancelled: 'was cancelled',
  archived: 'failed, and was cleared',
};
