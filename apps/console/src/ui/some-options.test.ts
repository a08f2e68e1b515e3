import { expect, it } from 'vitest';

import { someOptions } from './some-options.ts';

const options = Array.from({ length: 1_000 }, (_, at) => ({ value: `wh_${at}`, label: `Customer ${at}` }));
const drawn = (search: string, chosen: string | null = null) =>
  someOptions(chosen)({ options, search, limit: Infinity }).map((each) =>
    'label' in each ? each.label : '',
  );

it('draws the first of many options, and says how many there are besides', () => {
  expect(drawn('')).toHaveLength(51);
  expect(drawn('').at(-1)).toBe('950 more: type part of the name');
});

it('finds any of them by a part of its label', () => {
  expect(drawn(' customer 99')).toHaveLength(11);
  expect(drawn('CUSTOMER 999')).toEqual(['Customer 999']);
  expect(drawn('nobody')).toEqual([]);
});

it('draws what is chosen in any case', () => {
  expect(drawn('', 'wh_700')[0]).toBe('Customer 700');
  expect(drawn('', 'wh_700').at(-1)).toBe('949 more: type part of the name');
});
