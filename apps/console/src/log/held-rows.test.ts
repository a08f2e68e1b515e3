import { expect, it } from 'vitest';

import { heldRows } from './held-rows.ts';

const rows = (ids: string, read = 1) => [...ids].map((id) => ({ id, read }));
const idsOf = (list: { id: string }[]) => list.map(({ id }) => id).join('');

it('keeps rows where they were, as they are now, also those that are gone, and counts the new ones', () => {
  const { shown, waiting } = heldRows(rows('cba'), rows('edac', 2));
  expect([shown, waiting]).toEqual([[...rows('c', 2), ...rows('b'), ...rows('a', 2)], 2]);
});

it('lets go of what somebody took away themself', () => {
  const { shown, waiting } = heldRows(rows('cba'), rows('c'), { leaves: ({ id }) => id === 'b' });
  expect([idsOf(shown), waiting]).toEqual(['ca', 0]);
});

it('goes on downwards with what is loaded there', () => {
  const { shown, waiting } = heldRows(rows('dc'), rows('edcba'));
  expect([idsOf(shown), waiting]).toEqual(['dcba', 1]);
});

it('lets all wait where nothing of what was held is left', () => {
  const { shown, waiting } = heldRows(rows('b'), rows('dc'));
  expect([idsOf(shown), waiting]).toEqual(['b', 2]);
});

it('shows what the filters have left behind as it is now', () => {
  const { shown } = heldRows(rows('ba'), rows('b'), { all: rows('ba', 2) });
  expect(shown).toEqual(rows('ba', 2));
});
