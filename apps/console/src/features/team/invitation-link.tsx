import { Button, Group, Stack, Text } from '@mantine/core';
import type { InvitationWithLink } from '@tidings/identity/schema';
import { useState } from 'react';

import { CopiedValue } from '../../ui/copied-value.tsx';
import { DayTime } from '../../ui/day-time.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { Notice } from '../../ui/notice.tsx';

/** The one time that the link of an invitation shows, where nobody would get it by e-mail. Leaving is asked about until it was copied. */
export function InvitationLink({
  invitation,
  onClose,
}: {
  invitation: InvitationWithLink;
  onClose: () => void;
}) {
  const { email, link, expires_at: expires } = invitation;
  const [isCopied, setCopied] = useState(false);
  return (
    <Stack gap="md">
      <Notice tone="warning">
        <Text fw={560}>This installation sends no e-mail</Text>
        <Text c="dimmed">
          Hand the link over to {email} yourself. It is shown only once, and lets in whoever opens it first,
          until <DayTime at={expires} />.
        </Text>
      </Notice>
      {link !== null && (
        <CopiedValue
          label="Link of the invitation"
          value={link}
          copy="Copy the link"
          onCopy={() => setCopied(true)}
        />
      )}
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
      <LeaveGuard when={link !== null && !isCopied} title="Leave without the link?">
        It is not shown again. If you have not handed it over, send the invitation again to get another.
      </LeaveGuard>
    </Stack>
  );
}
