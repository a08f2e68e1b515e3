import { HAPPENED_AT, IDS, type OperationReference, pageOf, SERVICE } from './operation-reference.ts';

const ACCOUNT = {
  id: IDS.account,
  name: 'Acme',
  external_id: 'customer-17',
  quota: { deliveries_per_minute: 6000, webhooks: 20 },
  time_zone: 'Europe/Paris',
  created_at: HAPPENED_AT,
};

const KEY = {
  id: IDS.key,
  kind: 'account',
  name: 'CI',
  hint: 'tdg_ak_…x7Q',
  scopes: ['webhooks:read', 'webhooks:write'],
  app_id: null,
  expires_at: null,
  last_used_at: null,
  revoked_at: null,
  created_at: HAPPENED_AT,
  created_by: SERVICE,
};

const APP = { id: IDS.app, name: 'CRM', created_at: HAPPENED_AT, created_by: SERVICE, keys: 1, webhooks: 3 };

const TAKEN = 'Another account has this `external_id`.';

export const accounts: Record<string, OperationReference> = {
  'accounts.list': { description: 'Every account of this installation.', answer: pageOf(ACCOUNT) },
  'accounts.create': {
    description: 'Makes an account, the tenant that everything belongs to: one for each of your customers.',
    request: { name: 'Acme', external_id: 'customer-17' },
    answer: ACCOUNT,
    conflict: TAKEN,
  },
  'accounts.get': { description: 'One account.', answer: ACCOUNT },
  'accounts.update': {
    description:
      'Changes the name, your own id, the quota or the time zone. Limits that are left out stay; null takes one away.',
    request: { quota: { deliveries_per_minute: 6000 } },
    answer: ACCOUNT,
    conflict: TAKEN,
  },
  'accounts.delete': {
    description:
      'Deletes an account with its webhooks, secrets, keys, apps and members. Events and deliveries stay until their retention ends, and are delivered no more.',
  },
  'accounts.createPortalSession': {
    description:
      "Makes a link that opens the console of this account, once, with a role. Give it to one of the account's people; the visit lasts an hour.",
    request: { role: 'developer', return_url: 'https://app.example.com/settings' },
    answer: {
      id: IDS.portal,
      url: 'https://tidings.example.com/portal#token=…',
      role: 'developer',
      expires_at: '2026-11-20T14:39:00.000Z',
    },
  },
  'accounts.getPortalSession': {
    description:
      'Whether a portal link was opened, and its visit goes on. The link itself is not shown again. It is forgotten a week after it could be opened.',
    answer: {
      id: IDS.portal,
      status: 'in_use',
      role: 'developer',
      return_url: 'https://app.example.com/settings',
      created_at: HAPPENED_AT,
      created_by: SERVICE,
      expires_at: '2026-11-20T14:39:00.000Z',
      entered_at: '2026-11-20T14:34:05.000Z',
      visit_expires_at: '2026-11-20T15:34:05.000Z',
    },
  },
  'accounts.endPortalSession': {
    description: 'Ends a link, and the visit that it began, at once. What has ended already is answered 404.',
  },
  'audit.list': {
    description:
      "The account's audit log, newest first: who changed or revealed what, from where. Each entry holds the hash of the one before it.",
    answer: pageOf({
      id: IDS.audit,
      created_at: HAPPENED_AT,
      account_id: IDS.account,
      actor: SERVICE,
      address: '203.0.113.7',
      user_agent: 'billing/2.1',
      request_id: 'req_4f8a0c6d2b7e4f7ba0a6d3a5b9c1e2f3',
      action: 'webhook.updated',
      subject: { type: 'webhook', id: IDS.webhook, name: 'Warehouse' },
      before: { status: 'active' },
      after: { status: 'paused' },
      sequence: 42,
      previous_hash: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
      hash: 'fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9',
    }),
  },
  'keys.list': {
    description:
      "The account's keys, newest first, without the keys themselves. For a service key that names no account, the service keys.",
    answer: pageOf(KEY),
  },
  'keys.create': {
    description:
      'Makes a key with some scopes, or, with `kind: "service"` and no account named, a service key. The answer has the key itself, once: it is not stored.',
    request: { name: 'CI', scopes: ['webhooks:read', 'webhooks:write'] },
    answer: { ...KEY, key: 'tdg_ak_wXh3nB8yQk5cJr2tLz7vMf9sDp4gAe6u' },
  },
  'keys.get': { description: 'One key, without the key itself.', answer: KEY },
  'keys.revoke': {
    description:
      'Ends a key at once, everywhere within 2 seconds. It stays in the list; revoking it again is answered 404.',
  },
  'apps.list': { description: 'Apps that are installed, newest first.', answer: pageOf(APP) },
  'apps.install': {
    description: 'Installs an app: keys that are made for it act in its name.',
    request: { name: 'CRM' },
    answer: APP,
  },
  'apps.get': { description: 'An app, and how many keys and webhooks would go with it.', answer: APP },
  'apps.uninstall': { description: 'Revokes the keys of an app and deletes the webhooks that it made.' },
};
