import { expect, it } from 'vitest';

import { weekOf } from './week.ts';

const line = (early: [number, number], late: [number, number]) => {
  const fill = (which: 0 | 1) => [
    ...Array<number>(144).fill(early[which]),
    ...Array<number>(24).fill(late[which]),
  ];
  return { total: fill(0), failed: fill(1) };
};

it('adds up seven days, and takes the success rate from the last 24 hours alone', () => {
  expect(weekOf(line([1, 1], [4, 1]))).toEqual({ total: 240, failed: 168, daySuccess: 0.75 });
});

it('knows no success rate of a day without attempts, nor of a webhook without any', () => {
  expect(weekOf(line([2, 0], [0, 0])).daySuccess).toBeNull();
  expect(weekOf(undefined)).toEqual({ total: 0, failed: 0, daySuccess: null });
});
