import { expect, it } from 'vitest';

import { percent, percentBelow, size } from './number.ts';

it('says 100% and 0% only where it was all or none', () => {
  expect([1, 0.99999, 0.972, 0.186, 0.00001, 0].map(percent)).toEqual([
    '100%',
    '99.9%',
    '97.2%',
    '18.6%',
    '0.1%',
    '0%',
  ]);
  expect(percent(null)).toBe('–');
  expect([1, 0.73, 0.7272, 0, null].map(percentBelow)).toEqual(['100%', '73.0%', '72.7%', '0%', '–']);
});

it('says a size in the larger unit from 1 MB on', () => {
  expect([0, 1, 1023 * 1024, 1023 * 1024 + 1, 13_000_000].map(size)).toEqual([
    '0 KB',
    '1 KB',
    '1,023 KB',
    '1 MB',
    '12.4 MB',
  ]);
});
