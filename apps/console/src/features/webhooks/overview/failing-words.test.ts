import { expect, it } from 'vitest';

import { makeWebhook } from '../../../mocks/webhooks.ts';
import { failingWords, noneFailsWords } from './failing-words.ts';

const NOW = Date.parse('2026-11-20T15:00:00');
const failing = (name: string, at: string) =>
  makeWebhook({ name, health: 'failing', health_changed_at: new Date(at).toISOString() });
const ledger = failing('Ledger', '2026-11-20T14:05:00');

it('names the webhook that fails, and since when', () => {
  expect(failingWords([makeWebhook({}), ledger], NOW)).toBe('Ledger since 14:05');
  expect(failingWords([failing('Ledger', '2026-11-18T14:05:00')], NOW)).toBe('Ledger since 18 Nov, 14:05');
});

it('names of several the one that began last, and leaves out what is paused', () => {
  const older = [failing('Lake', '2026-11-19T10:00:00'), failing('CRM', '2026-11-18T10:00:00')];
  const paused = { ...failing('Old', '2026-11-20T14:30:00'), status: 'paused' as const };
  expect(failingWords([...older, ledger, paused], NOW)).toBe('Ledger and 2 more');
});

it('says that none needs anybody only where none was disabled either', () => {
  expect([0, 1, 1_200].map(noneFailsWords)).toEqual([
    'none needs you',
    '1 was disabled by the system',
    '1,200 were disabled by the system',
  ]);
});
