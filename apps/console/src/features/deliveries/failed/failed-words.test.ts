import type { FailedSummary } from '@tidings/delivery/schema';
import { expect, it } from 'vitest';

import { atLeast, failedCount } from './failed-words.ts';

const summary: FailedSummary = {
  failed: 3,
  retrying: 10_000,
  most_common_error: null,
  next_attempt_at: null,
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
