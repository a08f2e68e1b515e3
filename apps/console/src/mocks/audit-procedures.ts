import { listAuditInput, type AuditEntryShown } from '@tidings/identity/schema';

import { pageOf } from './lookup.ts';
import { webhooks } from './webhooks.ts';

const HOUR_MS = 3_600_000;
const CHANGES = [
  { action: 'webhook.updated', before: { timeout_seconds: 5 }, after: { timeout_seconds: 10 } },
  {
    action: 'webhook.updated',
    before: { headers: { 'X-Api-Key': '[redacted]' }, retry: { enabled: true, max_retries: 5 } },
    after: { headers: { 'X-Api-Key': '[redacted, changed]' }, retry: { enabled: true, max_retries: 3 } },
  },
  { action: 'webhook.secret_rolled', before: null, after: { overlap_hours: 24 } },
  { action: 'webhook.secret_revealed', before: null, after: null },
  { action: 'webhook.paused', before: { status: 'active' }, after: { status: 'paused' } },
] as const;
const COUNT = 60;

const hashOf = (sequence: number) => sequence.toString(16).padStart(64, '5f0c9a');

const entries: AuditEntryShown[] = Array.from({ length: COUNT }, (_, at) => {
  const sequence = COUNT - at;
  const change = CHANGES[at % CHANGES.length] ?? CHANGES[0];
  const webhook = webhooks[at % webhooks.length];
  const isApp = at % 4 === 3;
  return {
    id: `aud_${String(sequence).padStart(26, '0')}`,
    created_at: new Date(Date.now() - at * HOUR_MS).toISOString(),
    account_id: 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd',
    actor: isApp
      ? { type: 'app', id: 'app_1', name: 'Fetchbase' }
      : { type: 'user', id: 'usr_1', name: 'Ada Moreau' },
    address: '203.0.113.7',
    user_agent: isApp ? 'fetchbase/4.2' : 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
    request_id: `req_${sequence}`,
    ...change,
    subject: { type: 'webhook', id: webhook?.id ?? '', name: webhook?.name ?? null },
    sequence,
    previous_hash: hashOf(sequence - 1),
    hash: hashOf(sequence),
  };
});

export const auditProcedures: Record<string, (input: unknown) => unknown> = {
  'audit.list': (input) => {
    const { action, actor, subject } = listAuditInput.parse(input);
    const rows = entries.filter(
      (entry) =>
        (!action ||
          entry.action === action ||
          (action.endsWith('*') && entry.action.startsWith(action.slice(0, -1)))) &&
        (!actor || entry.actor.id === actor) &&
        (!subject || entry.subject.id === subject),
    );
    return pageOf(rows, input);
  },
};
