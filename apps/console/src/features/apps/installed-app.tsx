import { Button, Group, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { App } from '@tidings/identity/schema';

import { useHasRole } from '../session/use-session.ts';

/** The one next step: without a key an app can do nothing. */
export function InstalledApp({ app, onClose }: { app: App; onClose: () => void }) {
  if (!useHasRole('admin')) return <AwaitsKey onClose={onClose} />;
  return (
    <Stack gap="md">
      <div>It can do nothing yet: give it a key, whose scopes say what it may.</div>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Later
        </Button>
        <Button
          data-autofocus
          renderRoot={(props) => (
            <Link to="/dashboard/settings/keys/create" search={{ app: app.id }} {...props} />
          )}
        >
          Create its first key
        </Button>
      </Group>
    </Stack>
  );
}

function AwaitsKey({ onClose }: { onClose: () => void }) {
  return (
    <Stack gap="md">
      <div>It can do nothing yet: ask an admin to give it a key, whose scopes say what it may.</div>
      <Group justify="flex-end">
        <Button data-autofocus onClick={onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
