import type { DeliveryStatus as Status } from '@tidings/delivery/schema';

import { StatusBadge } from '../../ui/status-badge.tsx';
import { STATUS_LABELS, STATUS_MEANINGS, STATUS_TONES } from './status-words.ts';

/** What has become of a delivery so far, as a badge that explains itself when it is hovered. */
export function DeliveryStatus({ status }: { status: Status }) {
  return (
    <StatusBadge tone={STATUS_TONES[status]} title={STATUS_MEANINGS[status]}>
      {STATUS_LABELS[status]}
    </StatusBadge>
  );
}
