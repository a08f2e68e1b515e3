import { expect, it } from 'vitest';

import type { AuditEntry } from './audit-entry.ts';
import { actorChoices, subjectChoices } from './choices.ts';

function entry(actor: AuditEntry['actor'], subject: AuditEntry['subject']): AuditEntry {
  return {
    id: 'aud_1',
    created_at: '2026-11-20T12:00:00.000Z',
    account_id: null,
    actor,
    address: null,
    user_agent: null,
    request_id: 'req_1',
    action: 'webhook.updated',
    subject,
    before: null,
    after: null,
    sequence: 1,
    previous_hash: '0',
    hash: '1',
  };
}

const ada = { type: 'user', id: 'u_ada', name: 'Ada' } as const;
const rows = [
  entry({ type: 'app', id: 'app_1', name: 'Fetchbase' }, { type: 'webhook', id: 'wh_1', name: 'CRM' }),
  entry(ada, { type: 'event_type', id: 'tag.created', name: null }),
  entry(ada, { type: 'webhook', id: 'wh_1', name: 'CRM, as it was called before' }),
];

it('offers people first, then who else is in the entries, each once', () => {
  expect(actorChoices(rows, [{ user_id: 'u_ada', name: 'Ada Moreau' }])).toEqual([
    { value: 'u_ada', label: 'Ada Moreau' },
    { value: 'app_1', label: 'Fetchbase (app)' },
    { value: 'tidings', label: 'Tidings itself' },
  ]);
});

it('offers what the entries are about, by its newest name', () => {
  expect(subjectChoices(rows)).toEqual([
    { value: 'wh_1', label: 'webhook CRM' },
    { value: 'tag.created', label: 'event type tag.created' },
  ]);
});
