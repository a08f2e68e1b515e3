import { expect, it } from 'vitest';

import { patchRows } from './patch-rows.ts';

const row = (id: string, name = id) => ({ id, name });
const rows = [row('wh_3'), row('wh_2'), row('wh_1')];

it('changes the rows that were read again, each in its place', () => {
  expect(patchRows(rows, ['wh_2'], [row('wh_2', 'other')])).toEqual([
    row('wh_3'),
    row('wh_2', 'other'),
    row('wh_1'),
  ]);
});

it('takes out what is gone, and leaves what was not asked for', () => {
  expect(patchRows(rows, ['wh_3', 'wh_1'], [row('wh_1')])).toEqual([row('wh_2'), row('wh_1')]);
});

it('puts a new one where its age belongs', () => {
  expect(patchRows(rows, ['wh_4', 'wh_25'], [row('wh_4'), row('wh_25')]).map(({ id }) => id)).toEqual([
    'wh_4',
    'wh_3',
    'wh_25',
    'wh_2',
    'wh_1',
  ]);
});

it('changes nothing where nothing is left of what was never known', () => {
  expect(patchRows(rows, ['wh_9'], [])).toEqual(rows);
});
