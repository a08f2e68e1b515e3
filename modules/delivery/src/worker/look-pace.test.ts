import { expect, it } from 'vitest';
import { mayLookAgainInMs } from './look-pace.ts';

it.each([
  [0, 0],
  [25, 500],
  [200, 4_000],
])('a look of %i ms is a twentieth of the time until the next one', (tookMs, nextInMs) => {
  expect(mayLookAgainInMs(tookMs)).toBe(nextInMs);
});

it.each([300, 5_000, 60_000])(
  'a look that hung for %i ms is followed by another one within five seconds',
  (tookMs) => {
    expect(mayLookAgainInMs(tookMs) - tookMs).toBe(5_000);
  },
);
