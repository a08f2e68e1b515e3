import { Button, Group, Stack, Text } from '@mantine/core';
import type { InvitationWithLink } from '@tidings/identity/schema';

import { CopiedValue } from '../../ui/copied-value.tsx';
import { DayTime } from '../../ui/day-time.tsx';
import { Notice } from '../../ui/notice.tsx';

/** The one time that the link of an invitation shows, where nobody would get it by e-mail. */
export function InvitationLink({
  invitation,
  onClose,
}: {
  invitation: InvitationWithLink;
  onClose: () => void;
}) {
  const { email, link, expires_at: expires } = invitation;
  return (
    <Stack gap="md">
      <Notice tone="warning">
        <Text fw={560}>This installation sends no e-mail</Text>
        <Text c="dimmed">
          Hand the link over to {email} yourself. It is shown only once, and lets in whoever opens it first,
          until <DayTime at={expires} />.
        </Text>
      </Notice>
      {link !== null && <CopiedValue label="Link of the invitation" value={link} copy="Copy the link" />}
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}
