import { expect, it } from 'vitest';

import { agoWords, clockWords } from './time.ts';

const now = Date.parse('2026-11-20T14:34:00.000Z');
const before = (ms: number) => agoWords(new Date(now - ms).toISOString(), now);

it('says how long ago in the largest unit', () => {
  expect([0, 12_000, 119_000, 7_200_000, 90_000_000, 259_200_000].map(before)).toEqual([
    'just now',
    '12 s ago',
    '1 min ago',
    '2 h ago',
    'yesterday',
    '3 days ago',
  ]);
});

it('never says that something happened in the future', () => {
  expect(before(-2_000)).toBe('just now');
});

it('names the day only when it is another one', () => {
  expect(clockWords('2026-11-20T14:33:36.000Z', now)).toMatch(/^\d\d:\d\d:36$/);
  expect(clockWords('2026-11-18T14:33:36.000Z', now)).toMatch(/^1[789] Nov \d\d:\d\d:36$/);
});
