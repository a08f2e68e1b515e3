import { expect, it } from 'vitest';

import { hourAt, sparklinePaths } from './sparkline-path.ts';

const SIZE = { width: 12, height: 12 };

it('draws both lines on the scale of the larger one', () => {
  const paths = sparklinePaths({ total: [10, 5, 0], failed: [0, 5, 0] }, SIZE);
  expect(paths.total).toBe('M1 1L6 6L11 11');
  expect(paths.failed).toBe('M1 11L6 6L11 11');
  expect(paths.area).toBe('M1 12L1 11L6 6L11 11L11 12Z');
});

it('draws a week without attempts as a line along the ground', () => {
  expect(sparklinePaths({ total: [0, 0], failed: [0, 0] }, SIZE).total).toBe('M1 11L11 11');
});

it('finds the hour under the pointer, and never one beside the line', () => {
  expect([-0.2, 0, 0.5, 1, 1.3].map((share) => hourAt(share, 168))).toEqual([0, 0, 84, 167, 167]);
});
