import { ActionIcon, Menu, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconDots, IconSend, IconTrash } from '@tabler/icons-react';
import type { Invitation } from '@tidings/identity/schema';

import { tellFailure } from '../../ui/tell-failure.ts';
import table from '../../ui/data-table.module.css';
import { DayTime } from '../../ui/day-time.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { InvitationLinkModal } from './invitation-link-modal.tsx';
import own from './invitation-table.module.css';
import { RevokeInvitationModal } from './revoke-invitation-modal.tsx';
import { roleLabel } from './role-words.ts';
import { useResendInvitation } from './use-invite.ts';

export function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { email, role, invited_by: inviter, status, sent_at: sent, expires_at: expires } = invitation;
  const [revoking, revoke] = useDisclosure(false);
  const resend = useResendInvitation();
  const sendAgain = () =>
    resend.mutate(
      { id: invitation.id },
      {
        onSuccess: ({ mailed }) => {
          if (!mailed) return;
          notifications.show({
            title: `Sent to ${email} again`,
            message: 'The new link works for seven days; the one before opens nothing any more.',
          });
        },
        onError: (error) =>
          tellFailure(error, 'send the invitation again', 'The link before goes on working.'),
      },
    );
  return (
    <Table.Tr className={`${table.row} ${own.row}`}>
      <Table.Td className={own.identity}>
        <span className={table.line} title={email}>
          {email}
        </span>
        <span className={own.slim}>{roleLabel(role)}</span>
      </Table.Td>
      <Table.Td>
        <StatusBadge tone={status === 'pending' ? 'accent' : 'rest'}>
          {status === 'pending' ? 'Pending' : 'Expired'}
        </StatusBadge>
      </Table.Td>
      <Table.Td className={table.wide}>{roleLabel(role)}</Table.Td>
      <Table.Td className={`${table.wide} ${table.dim} ${table.cut} ${own.by}`} title={inviter}>
        {inviter}
      </Table.Td>
      <Table.Td className={`${table.number} ${table.dim} ${table.wide}`}>
        <RelativeTime at={sent} />
      </Table.Td>
      <Table.Td className={`${table.number} ${table.dim} ${table.wide}`}>
        <DayTime at={expires} />
      </Table.Td>
      <Table.Td>
        <Menu position="bottom-end" width={160}>
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={30}
              loading={resend.isPending}
              aria-label={`Actions for ${email}`}
            >
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconSend size={15} />} onClick={sendAgain}>
              Send again
            </Menu.Item>
            <Menu.Item
              color="var(--td-failure-ink)"
              leftSection={<IconTrash size={15} />}
              onClick={revoke.open}
            >
              Revoke
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <InvitationLinkModal invitation={resend.data} onClose={resend.reset} />
        <RevokeInvitationModal invitation={invitation} opened={revoking} onClose={revoke.close} />
      </Table.Td>
    </Table.Tr>
  );
}
