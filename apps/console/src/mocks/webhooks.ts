import type { Webhook } from '@tidings/endpoint/schema';

import { addDelivery } from './deliveries.ts';
import { mockId } from './ids.ts';

export function makeWebhook(changed: Partial<Webhook>): Webhook {
  return {
    id: mockId('wh'),
    name: 'Webhook',
    description: '',
    url: 'https://example.com/hooks',
    events: ['*'],
    payload_style: 'snapshot',
    api_version: '2026-11-01',
    filter: {},
    status: 'active',
    disabled_reason: null,
    health: 'healthy',
    health_changed_at: '2026-11-18T16:20:00.000Z',
    retry: { enabled: true, max_retries: 5, delays: ['1m', '5m', '15m', '1h', '24h'] },
    timeout_seconds: 5,
    headers: {},
    rate_limit: null,
    signature_scheme: 'standard',
    public_key: null,
    created_at: '2026-10-02T09:12:44.000Z',
    updated_at: '2026-11-18T16:20:00.000Z',
    created_by: { type: 'user', id: 'usr_1', name: 'Ada Moreau' },
    secret_hint: 'whsec_…x7Q',
    secrets: [{ hint: 'whsec_…x7Q', created_at: '2026-10-02T09:12:44.000Z', expires_at: null }],
    ...changed,
  };
}

export const webhooks: Webhook[] = [
  makeWebhook({ name: 'Warehouse loader', url: 'https://ingest.acme.dev/v2/events' }),
  makeWebhook({
    name: 'Billing ledger',
    url: 'https://ledger.acme.io/in',
    events: ['purchase.*', 'contact.*', 'email.*', 'subscriber.*'],
    health: 'failing',
    description: 'Books purchases. Looked after by the finance platform team.',
    headers: { 'X-Team': 'finance' },
    created_by: { type: 'app', id: 'app_1', name: 'Fetchbase' },
  }),
  makeWebhook({
    name: 'CRM contact sync',
    url: 'https://crm.acme.io/hooks/tidings',
    events: [
      'contact.created',
      'contact.updated',
      'contact.unsubscribed',
      'tag.created',
      'tag.deleted',
      'email.bounced',
      'email.opened',
    ],
  }),
  makeWebhook({
    name: 'Slack alerts',
    url: 'https://hooks.acme.io/slack',
    events: ['email.bounced', 'email.spam_reported'],
    status: 'paused',
    health: 'idle',
    created_by: { type: 'user', id: 'usr_2', name: 'Jon Bell' },
  }),
  makeWebhook({
    name: 'Old importer of the marketing department, kept until the migration to the new data platform is done',
    url: 'https://legacy-importer.internal-tools.europe-west4.acme-marketing-platform.example.com/hooks/v1/tidings/incoming?tenant=acme',
    events: ['email.bounced'],
    status: 'disabled',
    disabled_reason: 'consecutive_failures',
    health: 'failing',
    created_by: { type: 'app', id: 'app_2', name: 'Zapline' },
  }),
];

const KINDS = ['healthy', 'failing', 'healthy', 'healthy', 'dead'] as const;
webhooks.forEach((webhook, index) => {
  const kind = KINDS[index] ?? 'healthy';
  if (webhook.status === 'paused') return;
  for (let age = kind === 'failing' ? 75 : 40; age > 0; age -= 1)
    addDelivery(webhook, kind, age, age * (kind === 'dead' ? 5_400 : 37));
});
