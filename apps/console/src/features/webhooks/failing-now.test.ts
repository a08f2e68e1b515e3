import { expect, it } from 'vitest';

import { failingNow } from './failing-now.ts';

it.each([
  [
    { consecutive_failures: 0, is_degraded: true },
    { total: 483, failed: 52 },
    '10.8% of 483 attempts failed in the last 24 hours; the latest succeeded. It recovers when less than 4% of the attempts of 24 hours have failed.',
  ],
  [
    { consecutive_failures: 6, is_degraded: false },
    { total: 6, failed: 6 },
    '100% of 6 attempts failed in the last 24 hours; the latest 6 all failed. At 100 in a row the webhook is paused. It recovers with the next attempt that succeeds.',
  ],
  [
    { consecutive_failures: 27, is_degraded: true },
    { total: 61, failed: 52 },
    '85.2% of 61 attempts failed in the last 24 hours; the latest 27 all failed. At 100 in a row the webhook is paused. It recovers when attempts succeed again and less than 4% of the attempts of 24 hours have failed.',
  ],
  [
    { consecutive_failures: 1, is_degraded: true },
    null,
    'Of the attempts the latest failed. It recovers when less than 4% of the attempts of 24 hours have failed.',
  ],
])('says how a webhook fails now, and what ends it: %o of %o', (failing, day, words) => {
  expect(failingNow(failing, day)).toBe(words);
});
