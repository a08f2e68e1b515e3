import { expect, it } from 'vitest';

import { weekOf } from './week.ts';

it('adds up seven days, and has the success rate of deliveries from the server', () => {
  const line = { total: Array<number>(168).fill(2), failed: Array<number>(168).fill(1), success_rate: 0.95 };
  expect(weekOf(line)).toEqual({ total: 336, failed: 168, daySuccess: 0.95 });
});

it('knows no success rate of a webhook without attempts', () => {
  expect(weekOf(undefined)).toEqual({ total: 0, failed: 0, daySuccess: null });
});
