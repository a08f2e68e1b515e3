import { VisuallyHidden } from '@mantine/core';
import type { Delivery } from '@tidings/delivery/schema';

import { STATUS_MEANINGS } from './status-words.ts';

interface RetryStatusProps {
  delivery: Pick<Delivery, 'event_type' | 'status'>;
  /** Whether a retry was asked for here. */
  isAsked: boolean;
}

/** Tells those who hear the page what becomes of a retry: its row changes without a word. */
export function RetryStatus({ delivery, isAsked }: RetryStatusProps) {
  if (!isAsked) return null;
  return (
    <VisuallyHidden role="status">
      {delivery.event_type}: {STATUS_MEANINGS[delivery.status]}
    </VisuallyHidden>
  );
}
