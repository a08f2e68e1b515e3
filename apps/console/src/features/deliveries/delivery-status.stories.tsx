import { Stack } from '@mantine/core';
import { deliveryStatus } from '@tidings/delivery/schema';

import type { Stories } from '../../stories/story.ts';
import { ARABIC_NAME, UNBROKEN_NAME } from '../../stories/texts.ts';
import { DeliveryStatus } from './delivery-status.tsx';
import { STATUS_LABELS } from './status-words.ts';

const each = Object.fromEntries(
  deliveryStatus.options.map((status) => [
    status,
    { render: () => <DeliveryStatus status={status} />, shows: [STATUS_LABELS[status]] },
  ]),
) satisfies Stories;

const beside = (words: string) => (
  <p>
    <bdi>{words}</bdi> <DeliveryStatus status="retrying" />
  </p>
);

export const stories: Stories = {
  ...each,
  many: {
    render: () => (
      <Stack align="start">
        {deliveryStatus.options.map((status) => (
          <DeliveryStatus key={status} status={status} />
        ))}
      </Stack>
    ),
    shows: ['Pending', 'Retrying', 'Succeeded', 'Failed', 'Cancelled', 'Cleared'],
  },
  'long names': {
    render: () => <div style={{ overflowWrap: 'anywhere' }}>{beside(UNBROKEN_NAME)}</div>,
    shows: ['Retrying'],
  },
  'right-to-left': { render: () => beside(ARABIC_NAME), shows: ['Retrying'] },
};
