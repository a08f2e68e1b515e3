import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';

import { DeleteWebhookModal } from './delete-webhook-modal.tsx';
import { RollSecretModal } from './secret/roll-secret-modal.tsx';
import { useSetPaused } from './use-set-paused.tsx';

export function WebhookRowMenu({ webhook }: { webhook: Webhook }) {
  const [rolling, roll] = useDisclosure(false);
  const [deleting, deletion] = useDisclosure(false);
  const paused = useSetPaused(webhook);
  return (
    <>
      <Menu position="bottom-end" width={160}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={30} aria-label={`Actions for ${webhook.name}`}>
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
            leftSection={paused.pausing ? <IconPlayerPause size={15} /> : <IconPlayerPlay size={15} />}
            disabled={paused.pending}
            onClick={paused.toggle}
          >
            {paused.label}
          </Menu.Item>
          <Menu.Item leftSection={<IconRefresh size={15} />} onClick={roll.open}>
            Roll secret
          </Menu.Item>
          <Menu.Item
            color="var(--td-failure-ink)"
            leftSection={<IconTrash size={15} />}
            onClick={deletion.open}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RollSecretModal webhook={webhook} opened={rolling} onClose={roll.close} />
      <DeleteWebhookModal webhook={webhook} opened={deleting} onClose={deletion.close} />
    </>
  );
}
