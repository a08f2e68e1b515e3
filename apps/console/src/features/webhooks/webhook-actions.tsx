import { ActionIcon, Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconDots,
  IconHistory,
  IconListSearch,
  IconPencil,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';

import { useHasRole } from '../session/use-session.ts';
import { DeleteWebhookModal } from './delete-webhook-modal.tsx';
import { RollSecretModal } from './secret/roll-secret-modal.tsx';
import { SendExampleModal } from './send-example-modal.tsx';
import { useSetPaused } from './use-set-paused.tsx';

export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const [sending, sendModal] = useDisclosure(false);
  const [rolling, rollModal] = useDisclosure(false);
  const [deleting, deleteModal] = useDisclosure(false);
  const seesAuditLog = useHasRole('developer');
  const paused = useSetPaused(webhook);
  const navigate = useNavigate();
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon variant="default" size={32} aria-label="More actions">
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPencil size={15} />}
            renderRoot={(props) => (
              <Link to="/dashboard/settings/webhooks/$id/edit" params={{ id: webhook.id }} {...props} />
            )}
          >
            Edit
          </Menu.Item>
          <Menu.Item
            leftSection={<IconHistory size={15} />}
            renderRoot={(props) => (
              <Link
                to="/dashboard/events"
                search={{ replay: 'new', webhook: webhook.id, only: 'missed' }}
                {...props}
              />
            )}
          >
            Replay what was missed
          </Menu.Item>
          <Menu.Item leftSection={<IconRefresh size={15} />} onClick={rollModal.open}>
            Roll secret
          </Menu.Item>
          {seesAuditLog && (
            <Menu.Item
              leftSection={<IconListSearch size={15} />}
              renderRoot={(props) => (
                <Link to="/dashboard/settings/audit" search={{ subject: webhook.id }} {...props} />
              )}
            >
              Who changed it
            </Menu.Item>
          )}
          <Menu.Item
            color="var(--td-failure-ink)"
            leftSection={<IconTrash size={15} />}
            onClick={deleteModal.open}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button variant="default" loading={paused.pending} onClick={paused.toggle}>
        {paused.label}
      </Button>
      <Button onClick={sendModal.open}>Send example event</Button>
      <SendExampleModal webhook={webhook} opened={sending} onClose={sendModal.close} />
      <RollSecretModal webhook={webhook} opened={rolling} onClose={rollModal.close} />
      <DeleteWebhookModal
        webhook={webhook}
        opened={deleting}
        onClose={deleteModal.close}
        onDeleted={() => void navigate({ to: '/dashboard/settings/webhooks' })}
      />
    </>
  );
}
