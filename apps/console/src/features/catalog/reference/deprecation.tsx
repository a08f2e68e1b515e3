import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { EventType } from '@tidings/event/schema';

import { dayWords } from '../../../format/time.ts';
import { Notice } from '../../../ui/notice.tsx';

export function Deprecation({ deprecated }: { deprecated: NonNullable<EventType['deprecated']> }) {
  const { since, message, replacement } = deprecated;
  return (
    <Notice tone="warning">
      <Text fw={560}>Deprecated since {dayWords(since)}</Text>
      <Text c="dimmed">
        {message}{' '}
        {replacement && (
          <>
            Use{' '}
            <Anchor
              underline="always"
              renderRoot={(props) => (
                <Link to="/dashboard/settings/webhooks/events" search={{ type: replacement }} {...props} />
              )}
            >
              {replacement}
            </Anchor>{' '}
            instead.
          </>
        )}
      </Text>
    </Notice>
  );
}
