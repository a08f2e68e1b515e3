import { Stack } from '@mantine/core';
import { deliveryStatus } from '@tidings/delivery/schema';

import type { Stories } from '../../stories/story.ts';
import { ARABIC_NAME, UNBROKEN_NAME } from '../../stories/texts.ts';
import { DeliveryStatus } from './delivery-status.tsx';

const beside = (words: string) => (
  <p>
    <bdi>{words}</bdi> <DeliveryStatus status="retrying" />
  </p>
);

export const stories: Stories = {
  'every status': {
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
    shows: [UNBROKEN_NAME, 'Retrying'],
  },
  'right-to-left': { render: () => beside(ARABIC_NAME), shows: [ARABIC_NAME, 'Retrying'] },
};
