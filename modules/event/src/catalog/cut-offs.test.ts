import { expect, test } from 'vitest';
import { CutOffs } from './cut-offs.ts';

function setup() {
  let nowMs = 0;
  const cutOffs = new CutOffs(() => nowMs);
  return {
    cutOffs,
    at: (ms: number) => {
      nowMs = ms;
    },
  };
}
const cut = { text: 'slow', size: 1_000, costMs: 1_000, fault: 'Too slow.' };

test('an expression that has used up a second rests for a minute, on data of that size and more', () => {
  const { cutOffs, at } = setup();
  cutOffs.note(cut);
  expect(cutOffs.restOf('slow', 1_000)).toContain('Too slow.');
  expect(cutOffs.restOf('slow', 999)).toBeUndefined();
  expect(cutOffs.restOf('quick', 1_000)).toBeUndefined();
  at(59_999);
  expect(cutOffs.restOf('slow', 2_000)).toContain('Too slow.');
  at(60_000);
  expect(cutOffs.restOf('slow', 2_000)).toBeUndefined();
});

test('what was cut off early counts together, and the smallest data decide', () => {
  const { cutOffs } = setup();
  for (let round = 1; round <= 19; round += 1) cutOffs.note({ ...cut, costMs: 50, size: 2_000 - round });
  expect(cutOffs.restOf('slow', 9_000)).toBeUndefined();
  cutOffs.note({ ...cut, costMs: 50, size: 5_000 });
  expect(cutOffs.restOf('slow', 1_981)).toBeDefined();
  expect(cutOffs.restOf('slow', 1_980)).toBeUndefined();
});

test('it knows a thousand expressions, the last', () => {
  const { cutOffs } = setup();
  for (let each = 0; each <= 1_000; each += 1) cutOffs.note({ ...cut, text: `slow ${each}` });
  expect(cutOffs.restOf('slow 0', 1_000)).toBeUndefined();
  expect(cutOffs.restOf('slow 1', 1_000)).toBeDefined();
});
