import { expect, it } from 'vitest';

import { isUnderWay, whyNotRetried } from './retrying.ts';

const NOW = Date.parse('2026-11-20T15:00:00.000Z');
const SOON = '2026-11-20T15:01:00.000Z';
const PAST = '2026-11-20T14:59:59.000Z';

it('knows when an attempt is under way', () => {
  expect(isUnderWay({ status: 'retrying', next_attempt_at: PAST }, NOW)).toBe(true);
  expect(isUnderWay({ status: 'pending', next_attempt_at: null }, NOW)).toBe(true);
  expect(isUnderWay({ status: 'retrying', next_attempt_at: SOON }, NOW)).toBe(false);
  expect(isUnderWay({ status: 'failed', next_attempt_at: null }, NOW)).toBe(false);
});

it('says why a delivery cannot be retried', () => {
  const waiting = { status: 'retrying', next_attempt_at: SOON } as const;
  expect(whyNotRetried(waiting, { status: 'active' }, NOW)).toBeNull();
  expect(whyNotRetried(waiting, { status: 'paused' }, NOW)).toContain('Resume');
  expect(whyNotRetried({ ...waiting, next_attempt_at: PAST }, { status: 'active' }, NOW)).toContain(
    'under way',
  );
});
