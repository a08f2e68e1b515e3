import { expect, it } from 'vitest';

import { Settling } from './settling.ts';

it('tells what is seen, each time that it changes', () => {
  let seen = 'top';
  const sight = new Settling(
    () => seen,
    () => undefined,
  );
  expect(sight.read()).toBe('top');
  seen = 'middle';
  expect(sight.read()).toBe('middle');
  expect(sight.read()).toBe('middle');
});

it('comes to rest where each look leads to another, and looks again when something moves and in the next frame', () => {
  let frame = () => {};
  let looks = 0;
  const sight = new Settling(
    () => String((looks += 1)),
    (work) => (frame = work),
  );
  const told = Array.from({ length: 100 }, () => sight.read());
  expect(told.at(-1)).toBe(told.at(-50));
  sight.moved();
  const moved = Array.from({ length: 100 }, () => sight.read()).at(-1);
  expect(moved).not.toBe(told.at(-1));
  frame();
  expect(sight.read()).not.toBe(moved);
});
