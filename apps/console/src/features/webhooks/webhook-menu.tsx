import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowRight,
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ListedWebhook } from '@tidings/endpoint/schema';

import { useSetPaused } from './use-set-paused.tsx';
import type { WebhookDialog } from './webhook-dialogs.tsx';

interface WebhookMenuProps {
  webhook: ListedWebhook;
  onDialog: (dialog: WebhookDialog) => void;
  /** In a panel it stands beside buttons, and must not leave the panel. */
  inPanel?: boolean;
}

/** Everything that can be done with a webhook from where it is listed. */
export function WebhookMenu({ webhook, onDialog, inPanel = false }: WebhookMenuProps) {
  const paused = useSetPaused(webhook);
  return (
    <Menu position="bottom-end" width={180} withinPortal={!inPanel}>
      <Menu.Target>
        <ActionIcon
          variant={inPanel ? 'default' : 'subtle'}
          color="gray"
          size={inPanel ? 32 : 30}
          aria-label={`Actions for ${webhook.name}`}
        >
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconSend size={15} />} onClick={() => onDialog('test')}>
          Test
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowRight size={15} />}
          renderRoot={(props) => (
            <Link to="/dashboard/settings/webhooks/$id" params={{ id: webhook.id }} {...props} />
          )}
        >
          Details
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPencil size={15} />}
          renderRoot={(props) =>
            inPanel ? (
              <Link
                from="/dashboard/settings/webhooks/"
                to="/dashboard/settings/webhooks"
                search={(search) => ({ ...search, edit: true })}
                replace
                resetScroll={false}
                {...props}
              />
            ) : (
              <Link to="/dashboard/settings/webhooks/$id/edit" params={{ id: webhook.id }} {...props} />
            )
          }
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
        <Menu.Item leftSection={<IconRefresh size={15} />} onClick={() => onDialog('roll')}>
          Roll secret
        </Menu.Item>
        <Menu.Item
          color="var(--td-failure-ink)"
          leftSection={<IconTrash size={15} />}
          onClick={() => onDialog('delete')}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
