import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';

import { usePages } from '../../shell/use-pages.ts';
import { useHasRole, useIsViewer } from '../session/use-session.ts';
import { useOwnAccounts } from '../session/use-own-accounts.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { useSwitchAccount } from '../session/use-switch-account.ts';
import { useAllWebhooks } from '../webhooks/use-all-webhooks.ts';
import { isEventId, type PaletteItem } from './find-items.ts';

/** All that can be gone to or done by whoever looks; what was typed is an item itself where it is an id. */
export function useItems(typed: string): PaletteItem[] {
  const navigate = useNavigate();
  return [
    ...(isEventId(typed) ? [eventItem(typed.trim(), navigate)] : []),
    ...useWebhookItems(),
    ...usePages().map(({ to, label }): PaletteItem => ({
      id: to,
      group: 'Go to',
      label,
      run: () => void navigate({ to }),
    })),
    ...useActionItems(),
    ...useAccountItems(),
  ];
}

function eventItem(id: string, navigate: ReturnType<typeof useNavigate>): PaletteItem {
  return {
    id: 'event',
    group: 'Events',
    label: `Open event ${id}`,
    run: () => void navigate({ to: '/dashboard/events', search: { q: id, event: id } }),
  };
}

function useWebhookItems(): PaletteItem[] {
  const navigate = useNavigate();
  const webhooks = useAllWebhooks().data ?? [];
  return webhooks.map(({ id, name, url }) => ({
    id,
    group: 'Webhooks',
    label: name,
    detail: url,
    code: id,
    run: () => void navigate({ to: '/dashboard/settings/webhooks/$id', params: { id } }),
  }));
}

function useActionItems(): PaletteItem[] {
  const navigate = useNavigate();
  const isViewer = useIsViewer();
  const isAdmin = useHasRole('admin');
  const signOut = useSignOut();
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme('light') === 'dark' ? 'light' : 'dark';
  const action = (label: string, run: () => void): PaletteItem => ({
    id: label,
    group: 'Actions',
    label,
    run,
  });
  return [
    ...(isViewer
      ? []
      : [
          action('Create webhook', () => void navigate({ to: '/dashboard/settings/webhooks/create' })),
          action(
            'Replay events',
            () => void navigate({ to: '/dashboard/events', search: { replay: 'new' } }),
          ),
        ]),
    ...(isAdmin
      ? [
          action(
            'Invite to the team',
            () => void navigate({ to: '/dashboard/settings/team', search: { invite: true } }),
          ),
          action('Create API key', () => void navigate({ to: '/dashboard/settings/keys/create' })),
        ]
      : []),
    action(`Use the ${other} theme`, () => setColorScheme(other)),
    action('Sign out', () => signOut.mutate()),
  ];
}

function useAccountItems(): PaletteItem[] {
  const accounts = useOwnAccounts().data?.data ?? [];
  const change = useSwitchAccount();
  return accounts
    .filter(({ current }) => !current)
    .map(({ id, name }) => ({
      id,
      group: 'Accounts',
      label: `Switch to ${name}`,
      run: () => change.mutate({ account_id: id }),
    }));
}
