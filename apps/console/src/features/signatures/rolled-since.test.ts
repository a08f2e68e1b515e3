import { expect, it } from 'vitest';

import { rolledSince, type Signer } from './rolled-since.ts';

const ROLLED = '2026-11-20T12:00:00.700Z';
const signer: Signer = {
  id: 'wh_1',
  secret_hint: 'whsec_…x7Q',
  created_at: '2026-11-01T12:00:00.300Z',
  secrets: [
    { hint: 'whsec_…x7Q', created_at: ROLLED, expires_at: null },
    { hint: 'whsec_…abc', created_at: '2026-11-01T12:00:00.301Z', expires_at: '2026-11-21T12:00:00.700Z' },
  ],
};
const at = (sentAt: string) => rolledSince(signer, { sentAt, headers: '' });
const stamped = (iso: string) =>
  rolledSince(signer, { sentAt: undefined, headers: `webhook-timestamp: ${Date.parse(iso) / 1_000}` });

it('is when the present secret was made, of what a webhook sent before that', () => {
  expect([at('2026-11-20T11:59:59.999Z'), stamped('2026-11-20T11:59:59Z')]).toEqual([ROLLED, ROLLED]);
  expect([at('2026-11-20T12:00:00.100Z'), stamped('2026-11-20T12:00:00Z')]).toEqual([undefined, undefined]);
});

it('is unknown of what is no webhook’s, says no time, or is older than the webhook', () => {
  expect(rolledSince(undefined, { sentAt: ROLLED, headers: '' })).toBeUndefined();
  expect(rolledSince(signer, { sentAt: undefined, headers: 'webhook-timestamp: soon' })).toBeUndefined();
  expect(at('2026-10-31T12:00:00Z')).toBeUndefined();
});
