import type { FailedSummary } from '@tidings/delivery/schema';
import { expect, it } from 'vitest';

import { atLeast, failedCount, heldBackWords, nextRetry, nothingWords } from './failed-words.ts';

const summary: FailedSummary = {
  failed: 3,
  retrying: 10_000,
  most_common_error: null,
  next_attempt_at: null,
  held_back: null,
  failed_is_estimate: false,
  retrying_is_estimate: true,
};

it('says that there are more only of the number that there are more of', () => {
  expect(failedCount(summary)).toBe('3 failed deliveries');
  expect(failedCount({ ...summary, failed: 1 })).toBe('1 failed delivery');
  expect(failedCount({ ...summary, failed: 10_000, failed_is_estimate: true })).toBe(
    'more than 10,000 failed deliveries',
  );
  expect(atLeast(0, false)).toBe('0');
  expect(atLeast(10_000, true)).toBe('10,000+');
});

const now = Date.parse('2026-11-20T12:00:00.000Z');
const state = { waits: false, isHeldBack: false, now };

it.each([
  [null, state, 'None'],
  ['2026-11-20T12:01:00.000Z', state, 'in 1 min'],
  ['2026-11-20T11:59:00.000Z', state, 'Due now'],
  ['2026-11-20T11:59:00.000Z', { ...state, isHeldBack: true }, 'Held back'],
  ['2026-11-20T11:59:00.000Z', { ...state, waits: true, isHeldBack: true }, 'Waiting'],
])('calls a next retry at %s, %o, %s', (next, given, words) => {
  expect(nextRetry(next, given)).toBe(words);
});

it.each([
  ['circuit_breaker', '2026-11-20T12:00:12.000Z', 'after failures; next', 'in 12 s'],
  ['circuit_breaker', null, 'after failures; next', 'now'],
  ['catching_up', null, 'catching up at a gentle rate', null],
  ['rate_limit', '2026-11-20T12:00:12.000Z', 'by the rate limit; next', 'in 12 s'],
] as const)('says that deliveries are held back by %s until %s', (by, until, why, soon) => {
  expect(heldBackWords({ by, until }, now)).toEqual({ why, soon });
});

it('says why there is nothing to retry or clear', () => {
  expect(nothingWords(summary)).toBeNull();
  expect(nothingWords({ ...summary, failed: 0 })).toBe('Nothing is given up; retries go on.');
  expect(nothingWords({ ...summary, failed: 0, retrying: 0 })).toBe('Nothing to retry or clear.');
});
