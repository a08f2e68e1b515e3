import { expect, it } from 'vitest';

import { percent, percentBelow } from './number.ts';

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
