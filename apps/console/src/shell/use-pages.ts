import { useMayBeTold } from '../features/notifications/may-be-told.ts';
import { useHasReceiver, useHasRole, useIsViewer, useSession } from '../features/session/use-session.ts';

const WEBHOOKS = '/dashboard/settings/webhooks';
const EVENTS = '/dashboard/events';
const TYPES = '/dashboard/settings/webhooks/events';
const APPS = '/dashboard/settings/apps';
const KEYS = '/dashboard/settings/keys';
const TEAM = '/dashboard/settings/team';
const NOTIFICATIONS = '/dashboard/settings/notifications';
const AUDIT = '/dashboard/settings/audit';
const ACCOUNT = '/dashboard/settings/account';
const VERIFY = '/dashboard/settings/webhooks/verify';
const PLAY = '/play';

/** A page of the navigation, and of the command palette. */
export interface ConsolePage {
  label: string;
  to:
    | typeof WEBHOOKS
    | typeof EVENTS
    | typeof TYPES
    | typeof APPS
    | typeof KEYS
    | typeof TEAM
    | typeof NOTIFICATIONS
    | typeof AUDIT
    | typeof ACCOUNT
    | typeof VERIFY
    | typeof PLAY;
  /** Under which head it stands. */
  group: 'top' | 'settings' | 'help';
}

/** Only what exists and what the role may see: a link that leads nowhere is worse than none. */
export function usePages(): ConsolePage[] {
  const hasReceiver = useHasReceiver();
  const isAdmin = useHasRole('admin');
  const isDeveloper = useHasRole('developer');
  const isViewer = useIsViewer();
  // A visitor by a portal link is nobody here: no team, no password.
  const isMember = useSession().via === 'sign_in';
  const mayBeTold = useMayBeTold();
  const pages: (ConsolePage & { isShown?: boolean })[] = [
    { label: 'Webhooks', to: WEBHOOKS, group: 'top', isShown: !isViewer },
    { label: 'Events', to: EVENTS, group: 'top' },
    { label: 'Event reference', to: TYPES, group: 'top' },
    { label: 'Apps', to: APPS, group: 'settings', isShown: isDeveloper },
    { label: 'API keys', to: KEYS, group: 'settings', isShown: isAdmin },
    { label: 'Team', to: TEAM, group: 'settings', isShown: isAdmin },
    { label: 'Notifications', to: NOTIFICATIONS, group: 'settings', isShown: mayBeTold },
    { label: 'Audit log', to: AUDIT, group: 'settings', isShown: isDeveloper },
    { label: 'Your account', to: ACCOUNT, group: 'settings', isShown: isMember },
    { label: 'Verify a signature', to: VERIFY, group: 'help' },
    { label: 'Test receiver', to: PLAY, group: 'help', isShown: hasReceiver && !isViewer },
  ];
  return pages.filter(({ isShown = true }) => isShown);
}
