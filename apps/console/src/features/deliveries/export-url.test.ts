import { expect, it } from 'vitest';

import { exportName, exportUrl } from './export-url.ts';

const NOW = Date.parse('2026-11-20T15:00:00.000Z');

it('asks for what is filtered, and for nothing else', () => {
  expect(exportUrl('wh_1', { delivery: 'del_1' }, NOW)).toBe('/api/v1/webhooks/wh_1/deliveries');
  const url = exportUrl('wh_1', { status: 'failed,retrying', type: 'tag.created', within: '1h' }, NOW);
  expect(Object.fromEntries(new URL(url, 'https://a.example').searchParams)).toEqual({
    status: 'failed,retrying',
    type: 'tag.created',
    created_after: '2026-11-20T14:00:00.000Z',
  });
});

it('names the file after the webhook and the day', () => {
  expect(exportName('Billing / ledger: "EU"', NOW)).toBe('deliveries-billing-ledger-eu-2026-11-20.csv');
  expect(exportName('مستودع', NOW)).toBe('deliveries-مستودع-2026-11-20.csv');
  expect(exportName('***', NOW)).toBe('deliveries-webhook-2026-11-20.csv');
});
