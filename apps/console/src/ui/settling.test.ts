import { expect, it } from 'vitest';

import { Settling } from './settling.ts';

it('tells what is seen, each time that it changes', () => {
  let seen = 'top';
  const sight = new Settling(() => seen);
  expect(sight.read()).toBe('top');
  seen = 'middle';
  expect(sight.read()).toBe('middle');
  expect(sight.read()).toBe('middle');
});

it('comes to rest where each look leads to another, and looks again when something moves', () => {
  let looks = 0;
  const sight = new Settling(() => String((looks += 1)));
  const told = Array.from({ length: 100 }, () => sight.read());
  expect(told.at(-1)).toBe(told.at(-50));
  sight.moved();
  expect(sight.read()).not.toBe(told.at(-1));
});
