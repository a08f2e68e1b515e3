import type { CreatedWebhook, Delivery } from '../support/shapes.ts';

const SETTINGS = '/dashboard/settings';
const WEBHOOKS = `${SETTINGS}/webhooks`;

/** A page that cannot read something, and how it says so. */
export type UnreadPage = {
  path: string;
  /** What it asks for in vain. */
  procedures: string[];
  /** What it says, each with its own way to try again. */
  says: string[];
  /** A heading, a button or a link that stands all the same, if anything does. */
  stands?: string;
  /** Nobody answers, where the server would refuse otherwise. */
  isGone?: boolean;
};

const LINK = 'Create webhook';
const FILTER_TYPES = 'The event types to filter by could not be loaded.';
const SOURCE_IPS = 'The addresses that deliveries come from could not be loaded.';
const RECEIVER = 'The built-in receiver could not be found.';

/** What the pages are about; the webhook that is failing gets nothing of the delivery's type. */
export type Things = {
  webhook: CreatedWebhook;
  failing: CreatedWebhook;
  delivery: Delivery;
  attempt: string;
};

/** Pages of the console, as often as it takes to see most parts of them fail. */
export function unreadPages({ webhook, failing, delivery, attempt }: Things): UnreadPage[] {
  const own = `${WEBHOOKS}/${webhook.id}`;
  const create = `${WEBHOOKS}/create`;
  const { id, event_id: event } = delivery;
  return [
    unread(WEBHOOKS, ['webhooks.rows'], ['Could not load the webhooks'], LINK),
    unread(
      WEBHOOKS,
      ['metrics.overview', 'webhooks.activity', 'metrics.sparklines', 'eventTypes.list'],
      [`Some of the numbers could not be loaded. ${FILTER_TYPES}`],
      webhook.name,
    ),
    unread(
      `${WEBHOOKS}?webhook=${webhook.id}`,
      ['metrics.stats', 'deliveries.latestAttempts'],
      ['Could not load the numbers', 'Could not load the latest attempts'],
      'Test',
    ),
    unread(
      `${WEBHOOKS}?webhook=${webhook.id}&edit=true`,
      ['webhooks.get'],
      ['Could not load the webhook'],
      LINK,
    ),
    unread(own, ['webhooks.get'], ['Could not load the webhook'], 'Webhooks'),
    gone(
      own,
      ['metrics.stats', 'deliveries.list', 'sourceIps.list'],
      ['Could not load the numbers', 'Could not load the deliveries', SOURCE_IPS],
      'Configuration',
    ),
    unread(
      `${WEBHOOKS}/${failing.id}`,
      ['notifications.banner'],
      ['How it fails, and what ends that, could not be loaded.'],
      'Configuration',
    ),
    unread(`${own}/edit`, ['webhooks.get'], ['Could not load the webhook'], 'Edit webhook'),
    unread(
      `${own}/edit`,
      ['eventTypes.list', 'play.inbox', 'sourceIps.list'],
      [
        'Could not load the event types',
        'Could not load what events can be filtered by',
        'The versions to choose from could not be loaded.',
        RECEIVER,
        SOURCE_IPS,
      ],
      'Save changes',
    ),
    gone(`${own}/deliveries`, ['webhooks.get'], ['Could not load the webhook'], 'Deliveries'),
    unread(
      `${own}/deliveries?delivery=${id}`,
      ['deliveries.failedSummary', 'deliveries.attempts', 'eventTypes.list'],
      ['Could not count what failed', 'Could not load the attempts', FILTER_TYPES],
      'Export CSV',
    ),
    unread(
      `${own}/deliveries?delivery=${id}`,
      ['deliveries.list', 'deliveries.get'],
      ['Could not load the deliveries', 'Could not load the delivery of the link'],
      'Send example event',
    ),
    unread(`${own}/test`, ['eventTypes.list'], ['Could not load the event types'], 'Diagnose'),
    unread(`${own}/test?from=event`, ['events.list'], ['Could not load the events'], 'Send test event'),
    gone(`${own}/diagnose`, ['webhooks.get'], ['Could not load the webhook'], 'Diagnosis'),
    unread(create, ['play.inbox'], [RECEIVER], 'Continue'),
    unread(`${create}?step=events`, ['eventTypes.list'], ['Could not load the event types'], 'Continue'),
    unread(
      `${create}?step=filters`,
      ['eventTypes.list'],
      ['Could not load what events can be filtered by'],
      'Continue',
    ),
    unread(
      `${create}?receiver=true&step=review`,
      ['play.inbox'],
      ['Could not find the built-in receiver'],
      'Create webhook',
    ),
    unread(
      `${WEBHOOKS}/verify?delivery=${id}&attempt=${attempt}`,
      ['deliveries.get', 'deliveries.attempts'],
      ['Could not load the delivery', 'The webhook that the link is about could not be loaded.'],
      'Verify a signature',
    ),
    gone(`${WEBHOOKS}/events`, ['eventTypes.list'], ['Could not load the event types'], 'Event reference'),
    unread(
      `/dashboard/events?event=${event}`,
      ['events.list', 'events.get'],
      ['Could not load the events', 'Could not load the event of the link'],
      'Replays',
    ),
    unread(
      `/dashboard/events?event=${event}`,
      ['eventTypes.list', 'webhooks.rows'],
      [FILTER_TYPES, 'The names of the webhooks could not be loaded.'],
      'Replay this event',
    ),
    gone(`/dashboard/events?event=${event}`, ['events.get'], ['Could not explain the event'], 'Replays'),
    unread('/dashboard/events?replay=all', ['replays.list'], ['Could not load the replays'], 'New replay'),
    unread(
      '/dashboard/events?replay=new',
      ['webhooks.rows'],
      ['The webhooks to choose from could not be loaded.'],
      'Preview',
    ),
    unread(`${SETTINGS}/apps`, ['apps.list'], ['Could not load the apps'], 'Install app'),
    unread(
      `${SETTINGS}/keys`,
      ['keys.list', 'apps.list'],
      ['Could not load the keys', 'The names of the apps could not be loaded.'],
      'Create key',
    ),
    unread(
      `${SETTINGS}/keys/create`,
      ['apps.list'],
      ['The apps that the key could belong to could not be loaded.'],
      'Create key',
    ),
    gone(
      `${SETTINGS}/team`,
      ['team.members', 'team.invitations'],
      ['Could not load the members', 'Could not load the invitations'],
      'Invite',
    ),
    unread(
      `${SETTINGS}/notifications`,
      ['notifications.list', 'notifications.preferences'],
      ['Could not load the notifications', 'Could not load what is mailed'],
      'Notifications',
    ),
    unread(
      `${SETTINGS}/audit`,
      ['audit.list', 'team.members'],
      ['Could not load the entries', 'The members to filter by could not be loaded'],
      'Audit log',
    ),
    unread(
      `${SETTINGS}/account`,
      ['session.list', 'session.accounts'],
      ['Could not load your sessions', 'Your other accounts could not be loaded.'],
      'Change password',
    ),
    gone('/play', ['play.inbox'], ['Could not load the receiver'], 'Test receiver'),
  ];
}

function unread(path: string, procedures: string[], says: string[], stands: string): UnreadPage {
  return { path, procedures, says, stands };
}

function gone(...of: Parameters<typeof unread>): UnreadPage {
  return { ...unread(...of), isGone: true };
}
