import { expect, test } from 'vitest';
import { helpFor } from './usage.ts';

test.each([[], ['help'], ['help', 'serve'], ['--help'], ['serve', '--role', 'api', '-h']])(
  '%j asks for help',
  (...words) => {
    expect(helpFor(words)).toMatch(/^Usage: tidings/);
  },
);

test.each([['serve'], ['dev'], ['config'], ['audit', 'verify']])('%j is carried out', (...words) => {
  expect(helpFor(words)).toBeUndefined();
});
