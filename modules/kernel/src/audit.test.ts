import { describe, expect, test } from 'vitest';
import { audit, audited, type AuditRecord, systemOrigin } from './audit.ts';

describe('Recording an action', () => {
  test('does nothing while nobody listens, and tells a listener everything but secrets', async () => {
    const tx = { query: async () => [] };
    const origin = {
      actor: { type: 'user', id: 'u1', name: 'Ada', role: 'admin' } as const,
      requestId: 'req_1',
      accountId: 'acct_1',
      address: '192.0.2.1',
    };
    const entry = {
      action: 'webhook.updated',
      subject: { type: 'webhook', id: 'wh_1' },
      before: { name: 'a', secret: 's' },
      after: { name: 'b', secret: 's' },
    } as const;
    await audit(origin, tx, entry);

    const heard: AuditRecord[] = [];
    audited.connect(async (_tx, record) => {
      heard.push(record);
    });
    await audit(origin, tx, entry);
    await audit(systemOrigin('acct_2'), tx, {
      action: 'event_type.deleted',
      subject: entry.subject,
      accountId: null,
    });
    expect(heard).toEqual([
      {
        accountId: 'acct_1',
        actor: { type: 'user', id: 'u1', name: 'Ada' },
        address: '192.0.2.1',
        userAgent: null,
        requestId: 'req_1',
        action: 'webhook.updated',
        subject: { type: 'webhook', id: 'wh_1' },
        before: { name: 'a' },
        after: { name: 'b' },
      },
      expect.objectContaining({ accountId: null, requestId: 'system', before: null, after: null }),
    ]);
  });
});
