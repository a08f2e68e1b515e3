import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowRight,
  IconDots,
  IconHistory,
  IconListSearch,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconSend,
  IconSpeakerphone,
  IconStethoscope,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ListedWebhook } from '@tidings/endpoint/schema';

import { useHasRole } from '../session/use-session.ts';
import { useSetPaused } from './use-set-paused.tsx';
import type { WebhookDialog } from './webhook-dialogs.tsx';

interface WebhookMenuProps {
  webhook: ListedWebhook;
  onDialog: (dialog: WebhookDialog) => void;
  /** A panel must not be left by it; on the page of the webhook some of it stands beside the menu. */
  at: 'list' | 'panel' | 'page';
}

/** Everything that can be done with a webhook. */
export function WebhookMenu({ webhook, onDialog, at }: WebhookMenuProps) {
  const paused = useSetPaused(webhook);
  const seesAuditLog = useHasRole('developer');
  return (
    <Menu position="bottom-end" width={220} withinPortal={at !== 'panel'}>
      <Menu.Target>
        <ActionIcon
          variant={at === 'list' ? 'subtle' : 'default'}
          color={at === 'page' ? undefined : 'gray'}
          size={at === 'list' ? 30 : 32}
          aria-label={at === 'page' ? 'More actions' : `Actions for ${webhook.name}`}
        >
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {at !== 'page' && (
          <>
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
          </>
        )}
        <Menu.Item
          leftSection={<IconPencil size={15} />}
          renderRoot={(props) =>
            at === 'panel' ? (
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
        <Menu.Item leftSection={<IconSpeakerphone size={15} />} onClick={() => onDialog('send')}>
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
        {at !== 'page' && (
          <Menu.Item
            leftSection={paused.pausing ? <IconPlayerPause size={15} /> : <IconPlayerPlay size={15} />}
            disabled={paused.pending}
            onClick={paused.toggle}
          >
            {paused.label}
          </Menu.Item>
        )}
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
        <Menu.Item leftSection={<IconRefresh size={15} />} onClick={() => onDialog('roll')}>
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
          onClick={() => onDialog('delete')}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
