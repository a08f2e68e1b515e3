import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ListedWebhook } from '@tidings/endpoint/schema';
import { lazy, Suspense } from 'react';

import { LateFocus } from '../../ui/late-focus.tsx';
import { MenuLoading } from '../../ui/menu-loading.tsx';
import type { WebhookDialog } from './webhook-dialogs.tsx';

const load = () => import('./webhook-menu-items.tsx');
// Each row of a list has a menu, and few are opened; whoever comes near one is about to.
const WebhookMenuItems = lazy(async () => ({ default: (await load()).WebhookMenuItems }));

export interface WebhookMenuProps {
  webhook: ListedWebhook;
  onDialog: (dialog: WebhookDialog) => void;
  /** A panel must not be left by it; on the page of the webhook some of it stands beside the menu. */
  at: 'list' | 'panel' | 'page';
}

/** Everything that can be done with a webhook. */
export function WebhookMenu(props: WebhookMenuProps) {
  const { webhook, at } = props;
  return (
    <Menu position="bottom-end" width={220} withinPortal={at !== 'panel'}>
      <Menu.Target>
        <ActionIcon
          variant={at === 'list' ? 'subtle' : 'default'}
          color={at === 'page' ? undefined : 'gray'}
          size={at === 'list' ? 30 : 32}
          aria-label={at === 'page' ? 'More actions' : `Actions for ${webhook.name}`}
          onPointerEnter={() => void load()}
          onFocus={() => void load()}
        >
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Suspense fallback={<MenuLoading height={240} />}>
          <WebhookMenuItems {...props} />
          <LateFocus />
        </Suspense>
      </Menu.Dropdown>
    </Menu>
  );
}
