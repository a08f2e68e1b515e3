import { expect, it } from 'vitest';

import { standstillOf } from './standstill.ts';

it('says why a webhook stands still, and that resuming sends what waits', () => {
  const titleOf = (disabled_reason: 'consecutive_failures' | 'sustained_failures' | 'gone') =>
    standstillOf({ status: 'disabled', disabled_reason })?.title;
  expect(titleOf('consecutive_failures')).toBe('Webhook paused after 100 consecutive failures.');
  expect(titleOf('sustained_failures')).toBe('Webhook paused after 3 days of failures without one success.');
  expect(titleOf('gone')).toBe('Webhook paused because the endpoint answered 410 Gone.');
  expect(standstillOf({ status: 'paused', disabled_reason: null })?.detail).toContain('gentle rate');
  expect(standstillOf({ status: 'active', disabled_reason: null })).toBeNull();
});
