import { expect, it } from 'vitest';

import { asRetried, isAwaited, whyNotRetried } from './retrying.ts';
import { aDelivery } from './testing.ts';

it('can ask for an attempt at any time, but not of a webhook that is not active', () => {
  expect(whyNotRetried(undefined)).toBeNull();
  expect(whyNotRetried({ status: 'active' })).toBeNull();
  expect(whyNotRetried({ status: 'paused' })).toContain('Resume');
  expect(whyNotRetried({ status: 'disabled' })).toContain('Resume');
});

it('waits for the attempt that was asked for, not for those that follow by themselves', () => {
  const asked = asRetried(aDelivery({ status: 'failed', attempts_made: 2 }), 0);
  expect(asked).toMatchObject({ status: 'retrying', next_attempt_at: '1970-01-01T00:00:00.000Z' });
  expect(isAwaited(asked, asked)).toBe(true);
  expect(isAwaited({ ...asked, attempts_made: 3 }, asked)).toBe(false);
  expect(isAwaited({ ...asked, status: 'cancelled' }, asked)).toBe(false);
});
