import { expect, it } from 'vitest';

import { percent } from './number.ts';

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
});
