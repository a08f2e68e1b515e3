import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { newPace } from './pace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('works at once, then once more for all that was asked for meanwhile', async () => {
  const pace = newPace();
  let done = 0;
  const ask = () => pace('rows', 1_000, async () => (done += 1));
  ask();
  expect(done).toBe(1);
  for (let count = 0; count < 10; count += 1) ask();
  await vi.advanceTimersByTimeAsync(999);
  expect(done).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toBe(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(done).toBe(2);
});

it('does not begin again before work that takes longer is done, also where it fails', async () => {
  const pace = newPace();
  let begun = 0;
  let fail: () => void = () => undefined;
  const ask = () =>
    pace('rows', 1_000, () => {
      begun += 1;
      return new Promise((_, reject) => (fail = () => reject(new Error('no answer'))));
    });
  ask();
  ask();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(begun).toBe(1);
  fail();
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toBe(2);
});

it('paces each name by itself', () => {
  const pace = newPace();
  let done = 0;
  for (const name of ['a', 'b', 'a']) pace(name, 1_000, async () => (done += 1));
  expect(done).toBe(2);
});
