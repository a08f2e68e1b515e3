import { expect, test } from 'vitest';
import { facetsOf } from './facets-of.ts';

const valuesOf = (path: string, data: Record<string, unknown>) =>
  facetsOf({ facets: { it: path } }, data).map(({ value }) => value);

test.each<[string, string, Record<string, unknown>, string[]]>([
  ['a text', 'object.id', { object: { id: 'cmp_1' } }, ['cmp_1']],
  ['a number, as text', 'id', { id: 7 }, ['7']],
  ['a boolean, as text', 'vip', { vip: true }, ['true']],
  ['each text of a list, once', 'tags', { tags: ['vip', 'new', 'vip'] }, ['vip', 'new']],
  ['a field of each element of a list', 'tags.name', { tags: [{ name: 'a' }, { name: 'b' }] }, ['a', 'b']],
  ['a text with its blanks', 'tags', { tags: ['  sp ', 'sp'] }, ['  sp ', 'sp']],
  ['lists in lists', 'a.b', { a: [{ b: ['x', 'y'] }, { b: 'z' }] }, ['x', 'y', 'z']],
  ['nothing where the path ends early', 'a.b.c', { a: { b: 'text' } }, []],
  ['nothing of null, objects and empty texts', 'a', { a: [null, {}, '', '  '] }, []],
  [
    'nothing that a text of Postgres cannot hold, or nobody would type',
    'a',
    { a: ['x\0y', 'z'.repeat(321)] },
    [],
  ],
  ['no inherited names', 'constructor.name', {}, []],
])('a path finds %s', (_, path, data, expected) => {
  expect(valuesOf(path, data)).toEqual(expected);
});

test('a value has its label where there is one of each', () => {
  const facets = { campaign: { value: 'campaign.id', label: 'campaign.name' } };
  expect(facetsOf({ facets }, { campaign: { id: 'cmp_1', name: 'October' } })).toEqual([
    { name: 'campaign', value: 'cmp_1', label: 'October' },
  ]);
  expect(facetsOf({ facets }, { campaign: { id: 'cmp_1' } })).toEqual([
    { name: 'campaign', value: 'cmp_1', label: null },
  ]);
  const several = { campaign: [{ id: 'cmp_1', name: 'October' }, { id: 'cmp_2' }] };
  expect(facetsOf({ facets }, several).map(({ label }) => label)).toEqual([null, null]);
});

test('a thousand values of one event are too many to be found by', () => {
  expect(valuesOf('tags', { tags: Array.from({ length: 1_000 }, (_, n) => `t${n}`) })).toHaveLength(50);
});
