import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconDots,
  IconHistory,
  IconListSearch,
  IconPencil,
  IconRefresh,
  IconSend,
  IconStethoscope,
  IconTrash,
} from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';
import { useState } from 'react';

import { useHasRole } from '../session/use-session.ts';
import { useSetPaused } from './use-set-paused.tsx';
import { WebhookDialogs, type WebhookDialog } from './webhook-dialogs.tsx';

export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const [dialog, setDialog] = useState<WebhookDialog | null>(null);
  const seesAuditLog = useHasRole('developer');
  const paused = useSetPaused(webhook);
  const navigate = useNavigate();
  return (
    <>
      <Menu position="bottom-end" width={220}>
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
          <Menu.Item leftSection={<IconSend size={15} />} onClick={() => setDialog('send')}>
            Publish an example event
          </Menu.Item>
          <Menu.Item
            leftSection={<IconStethoscope size={15} />}
            renderRoot={(props) => (
              <Link to="/dashboard/settings/webhooks/$id/diagnose" params={{ id: webhook.id }} {...props} />
            )}
          >
            Diagnose
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
          <Menu.Item leftSection={<IconRefresh size={15} />} onClick={() => setDialog('roll')}>
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
            onClick={() => setDialog('delete')}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button variant="default" loading={paused.pending} onClick={paused.toggle}>
        {paused.label}
      </Button>
      <Button
        renderRoot={(props) => (
          <Link to="/dashboard/settings/webhooks/$id/test" params={{ id: webhook.id }} {...props} />
        )}
      >
        Test
      </Button>
      <WebhookDialogs
        webhook={webhook}
        open={dialog}
        onClose={() => setDialog(null)}
        onDeleted={() => void navigate({ to: '/dashboard/settings/webhooks' })}
      />
    </>
  );
}
