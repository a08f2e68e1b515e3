import { expect, it } from 'vitest';

import { changedMeanwhile, withTheirs } from './changed-meanwhile.ts';
import { EMPTY_VALUES } from './form-values.ts';

const began = { ...EMPTY_VALUES, name: 'Ledger', timeout_seconds: 5 };

it('tells of a field that both changed, not of what one of them did or both alike', () => {
  const mine = { ...began, name: 'Sales', description: 'ours', url: 'https://a.example' };
  const theirs = { ...began, name: 'Books', timeout_seconds: 9, url: 'https://a.example' };
  expect(changedMeanwhile({ mine, began, theirs })).toEqual(['name']);
  expect(withTheirs({ mine, began, theirs })).toEqual({ ...theirs, description: 'ours' });
});

it('takes header rows for what they say', () => {
  const row = (key: string, value: string) => ({ key, name: 'X-Team', value });
  const mine = { ...began, headers: [row('1', 'a')] };
  expect(changedMeanwhile({ mine, began, theirs: { ...began, headers: [row('2', 'a')] } })).toEqual([]);
  expect(changedMeanwhile({ mine, began, theirs: { ...began, headers: [row('2', 'b')] } })).toEqual([
    'headers',
  ]);
});
