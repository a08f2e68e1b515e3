import { Menu } from '@mantine/core';
import {
  IconArrowRight,
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

import { useHasRole } from '../session/use-session.ts';
import { useSetPaused } from './use-set-paused.tsx';
import type { WebhookMenuProps } from './webhook-menu.tsx';

/** What stands in the menu of a webhook. */
export function WebhookMenuItems({ webhook, onDialog, at }: WebhookMenuProps) {
  const paused = useSetPaused(webhook);
  const seesAuditLog = useHasRole('developer');
  return (
    <>
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
        Send example event
      </Menu.Item>
      <Menu.Item
        leftSection={<IconStethoscope size={15} />}
        renderRoot={(props) => (
          <Link to="/dashboard/settings/webhooks/$id/diagnose" params={{ id: webhook.id }} {...props} />
        )}
      >
        Diagnose
      </Menu.Item>
      <Menu.Divider />
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
      <Menu.Divider />
      <Menu.Item
        color="var(--td-failure-ink)"
        leftSection={<IconTrash size={15} />}
        onClick={() => onDialog('delete')}
      >
        Delete
      </Menu.Item>
    </>
  );
}
