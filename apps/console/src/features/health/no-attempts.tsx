import { Text } from '@mantine/core';
import type { StatsWindow } from '@tidings/metrics/schema';

import { lastWords } from './health-search.ts';

/** In the place of charts that would show nothing. */
export function NoAttempts({ window }: { window: StatsWindow }) {
  return (
    <Text c="dimmed">
      No attempts {lastWords(window)}. Charts will be here once there are some; tests are not counted.
    </Text>
  );
}
