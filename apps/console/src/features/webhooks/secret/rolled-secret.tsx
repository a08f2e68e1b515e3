import { Button, Group, Stack, Text } from '@mantine/core';
import type { RolledWebhook } from '@tidings/endpoint/schema';

import { fullTime } from '../../../format/time.ts';
import { CopiedValue } from '../../../ui/copied-value.tsx';
import { NewSecret } from './new-secret.tsx';
import classes from './secret.module.css';

/** What had the focus is gone; what is new here is read instead. */
const takeFocus = (element: HTMLElement | null) => element?.focus();

export function RolledSecret({ rolled, onDone }: { rolled: RolledWebhook; onDone: () => void }) {
  const ends = rolled.overlap_ends_at;
  return (
    <Stack gap="md" ref={takeFocus} tabIndex={-1} className={classes.unmarked}>
      <NewSecret secret={rolled.secret} copy="Copy the new secret">
        {ends === null
          ? 'Put it into your endpoint at once: until then it refuses what arrives, and that is tried again.'
          : 'Put it into your endpoint before the overlap ends.'}
      </NewSecret>
      {rolled.public_key !== null && (
        <CopiedValue label="Public key" value={rolled.public_key} copy="Copy the new public key" />
      )}
      <Text c="dimmed">
        {ends === null
          ? 'It alone signs, from the next attempt on.'
          : `It signs from the next attempt on, and beside it the one before, until ${fullTime(ends)}.`}
      </Text>
      <Group justify="flex-end">
        <Button onClick={onDone}>Done</Button>
      </Group>
    </Stack>
  );
}
