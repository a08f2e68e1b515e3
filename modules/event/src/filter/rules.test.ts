import { describe, expect, it } from 'vitest';
import { compileFilter } from './compile-filter.ts';
import { failedClause } from './failed-clause.ts';
import { readFilter } from './read-filter.ts';

type Json = Record<string, unknown>;
type Rule = [data: Json, filter: Json, isMatch: boolean];

/** Both evaluators must say the same. */
function matches(filter: Json, data: Json): boolean {
  const parsed = readFilter(filter);
  const passes = compileFilter(parsed)(data);
  expect(failedClause(parsed, data) === null).toBe(passes);
  return passes;
}

const [yes, no] = [true, false];

const RULES: Record<string, Rule[]> = {
  'a value is equal to the same value of the same type': [
    [{ a: 1 }, { a: 1 }, yes],
    [{ a: 1 }, { a: 2 }, no],
    [{ a: '1' }, { a: 1 }, no],
    [{ a: 1 }, { a: '1' }, no],
    [{ a: true }, { a: true }, yes],
    [{ a: 1 }, { a: true }, no],
    [{ a: '' }, { a: false }, no],
    [{ a: 'Ada' }, { a: 'ada' }, no],
    [{ a: 0 }, { a: -0 }, yes],
    [{ a: null }, { a: null }, yes],
    [{ a: false }, { a: null }, no],
    [{ a: 1 }, { a: { $eq: 1 } }, yes],
    [{ a: 2 }, { a: { $eq: 1 } }, no],
  ],
  'every clause must hold': [
    [{ a: 1, b: 2 }, {}, yes],
    [{ a: 1, b: 2 }, { a: 1, b: 2 }, yes],
    [{ a: 1, b: 2 }, { a: 1, b: 3 }, no],
    [{ a: 5 }, { a: { $gt: 1, $lt: 9 } }, yes],
    [{ a: 5 }, { a: { $gt: 1, $lt: 5 } }, no],
  ],
  'a dotted path leads into objects': [
    [{ a: { b: { c: 1 } } }, { 'a.b.c': 1 }, yes],
    [{ a: { b: { c: 1 } } }, { 'a.b.d': 1 }, no],
    [{ a: 'text' }, { 'a.length': 4 }, no],
    [{ a: [1, 2] }, { 'a.length': 2 }, no],
    [{ a: {} }, { 'a.toString': { $exists: true } }, no],
    [{ toString: 1 }, { toString: 1 }, yes],
    [{ 'a.b': 1 }, { 'a.b': 1 }, no],
  ],
  'a missing path matches only $exists: false, $ne and $nin': [
    [{}, { a: 1 }, no],
    [{}, { a: null }, no],
    [{}, { a: { $eq: null } }, no],
    [{}, { a: { $in: [1, null] } }, no],
    [{}, { a: [null] }, no],
    [{}, { a: { $all: [1] } }, no],
    [{}, { a: { $all: [] } }, no],
    [{}, { a: { $gt: 0 } }, no],
    [{}, { a: { $lte: 0 } }, no],
    [{}, { a: { $not: { $gt: 0 } } }, no],
    [{}, { a: { $not: { $exists: true } } }, no],
    [{}, { a: { $not: { $not: { $eq: 1 } } } }, no],
    [{}, { a: { $exists: true } }, no],
    [{}, { a: { $exists: false } }, yes],
    [{}, { a: { $ne: 1 } }, yes],
    [{}, { a: { $ne: null } }, yes],
    [{}, { a: { $nin: [1] } }, yes],
    [{}, { a: { $nin: [null] } }, yes],
    [{ a: {} }, { 'a.b': { $ne: 1 } }, yes],
    [{ a: 1 }, { 'a.b': { $exists: false } }, yes],
    [{ a: null }, { 'a.b': null }, no],
    [{ a: null }, { a: { $exists: true } }, yes],
    [{ a: null }, { a: { $exists: false } }, no],
  ],
  'of an array, any element': [
    [{ a: [1, 2] }, { a: 2 }, yes],
    [{ a: [1, 2] }, { a: 3 }, no],
    [{ a: [] }, { a: 3 }, no],
    [{ a: [1, null] }, { a: null }, yes],
    [{ a: [1, 9] }, { a: { $gt: 5 } }, yes],
    [{ a: ['9'] }, { a: { $gt: 5 } }, no],
    [{ a: [0, 10] }, { a: { $gt: 1, $lt: 9 } }, yes], // each operator by itself, as in MongoDB
    [{ a: [1, 2] }, { a: { $not: { $gt: 1 } } }, no],
    [{ a: [[1, 2]] }, { a: 1 }, no],
    [{ a: [] }, { a: { $exists: true } }, yes],
  ],
  'an array as operand means any of': [
    [{ a: 'vip' }, { a: ['vip', 'premium'] }, yes],
    [{ a: ['new', 'premium'] }, { a: ['vip', 'premium'] }, yes],
    [{ a: ['new'] }, { a: ['vip', 'premium'] }, no],
    [{ a: 'vip' }, { a: [] }, no],
    [{ a: 1 }, { a: ['1', 1] }, yes],
    [{ a: { b: 1 } }, { a: [{ b: 1 }, 7] }, yes],
  ],
  'on arrays, $ne and $nin mean that no element equals': [
    [{ a: [1, 2] }, { a: { $ne: 1 } }, no],
    [{ a: [1, 2] }, { a: { $ne: 3 } }, yes],
    [{ a: [] }, { a: { $ne: 3 } }, yes],
    [{ a: [1, 2] }, { a: { $nin: [2, 3] } }, no],
    [{ a: [1, 2] }, { a: { $nin: [3, 4] } }, yes],
    [{ a: [1, 2] }, { a: { $ne: [1, 2] } }, no],
    [{ a: 1 }, { a: { $nin: [] } }, yes],
  ],
  '$in takes any of a list': [
    [{ a: 2 }, { a: { $in: [1, 2] } }, yes],
    [{ a: '2' }, { a: { $in: [1, 2] } }, no],
    [{ a: 2 }, { a: { $in: [] } }, no],
    [{ a: [3, 2] }, { a: { $in: [1, 2] } }, yes],
    [{ a: [1, 2] }, { a: { $in: [[1, 2]] } }, yes],
    [{ a: { c: 2, b: 1 } }, { a: { $in: [{ b: 1, c: 2 }] } }, yes],
    [{ a: '\0{"b":1}' }, { a: { $in: [{ b: 1 }] } }, no],
    [{ a: '{"b":1}' }, { a: { $in: [{ b: 1 }] } }, no],
  ],
  '$all takes what has every one of a list': [
    [{ a: [1, 2, 3] }, { a: { $all: [1, 3] } }, yes],
    [{ a: [1, 2] }, { a: { $all: [1, 3] } }, no],
    [{ a: [1, 1] }, { a: { $all: [1, 1] } }, yes],
    [{ a: 1 }, { a: { $all: [1] } }, yes],
    [{ a: 1 }, { a: { $all: [1, 2] } }, no],
    [{ a: [1] }, { a: { $all: [] } }, no],
    [{ a: [{ b: 1 }, { b: 2 }] }, { a: { $all: [{ b: 2 }] } }, yes],
    [{ a: [{ b: 1 }, { b: 2 }] }, { 'a.b': { $all: [1, 2] } }, yes],
    [{ a: [[1, 2], 3] }, { a: { $all: [[1, 2]] } }, yes],
  ],
  'numbers are compared with numbers, texts with texts': [
    [{ a: 5 }, { a: { $gt: 4 } }, yes],
    [{ a: 5 }, { a: { $gt: 5 } }, no],
    [{ a: 5 }, { a: { $gte: 5 } }, yes],
    [{ a: 5 }, { a: { $lt: 5.5 } }, yes],
    [{ a: 5 }, { a: { $lte: 4 } }, no],
    [{ a: '5' }, { a: { $gt: 4 } }, no],
    [{ a: 5 }, { a: { $gt: '4' } }, no],
    [{ a: '10' }, { a: { $lt: '9' } }, yes],
    [{ a: 'b' }, { a: { $gte: 'a', $lte: 'c' } }, yes],
    [{ a: 'Z' }, { a: { $lt: 'a' } }, yes],
    [{ a: '2026-11-20T14:34:00.000Z' }, { a: { $gte: '2026-11-01' } }, yes],
    [{ a: '2026-10-31T23:59:59.999Z' }, { a: { $gte: '2026-11-01' } }, no],
    [{ a: true }, { a: { $gt: 0 } }, no],
    [{ a: null }, { a: { $lte: 0 } }, no],
    [{ a: {} }, { a: { $gt: '' } }, no],
  ],
  'objects and lists are equal by what is in them': [
    [{ a: { b: 1, c: [2] } }, { a: { c: [2], b: 1 } }, yes],
    [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, no],
    [{ a: { b: 1 } }, { a: { b: 1, c: 2 } }, no],
    [{ a: { toString: 1 } }, { a: { valueOf: 1 } }, no],
    [{ a: {} }, { a: {} }, yes],
    [{ a: [] }, { a: {} }, no],
    [{ a: [1, 2] }, { a: { $eq: [1, 2] } }, yes],
    [{ a: [1, 2] }, { a: { $eq: [2, 1] } }, no],
    [{ a: [[1, 2]] }, { a: { $eq: [1, 2] } }, yes],
    [{ a: [] }, { a: { $eq: [] } }, yes],
    [{ a: { 0: 1 } }, { a: { $eq: [1] } }, no],
    [{ a: { b: null } }, { a: { c: null } }, no],
  ],
  '$not takes what is there and does not hold': [
    [{ a: 1 }, { a: { $not: { $gt: 5 } } }, yes],
    [{ a: 9 }, { a: { $not: { $gt: 5 } } }, no],
    [{ a: 'x' }, { a: { $not: { $gt: 5 } } }, yes],
    [{ a: 3 }, { a: { $not: { $gt: 1, $lt: 5 } } }, no],
    [{ a: 7 }, { a: { $not: { $gt: 1, $lt: 5 } } }, yes],
    [{ a: 9 }, { a: { $not: { $not: { $gt: 5 } } } }, yes],
    [{ a: [1] }, { a: { $not: { $all: [1, 2] } } }, yes],
  ],
  '$and and $or put filters together': [
    [{ a: 1, b: 2 }, { $and: [{ a: 1 }, { b: 2 }] }, yes],
    [{ a: 1, b: 2 }, { $and: [{ a: 1 }, { b: 3 }] }, no],
    [{ a: 1, b: 2 }, { $or: [{ a: 9 }, { b: 2 }] }, yes],
    [{ a: 1, b: 2 }, { $or: [{ a: 9 }, { b: 9 }] }, no],
    [{ a: 1, b: 2 }, { a: 1, $or: [{ b: 1 }, { b: 2 }] }, yes],
    [{ a: 1, b: 2 }, { a: 2, $or: [{ b: 1 }, { b: 2 }] }, no],
    [{ a: 1 }, { $or: [{}] }, yes],
    [{ a: 1 }, { $and: [{ $or: [{ a: 2 }, { $and: [{ a: 1 }] }] }] }, yes],
  ],
  'a path leads through arrays of objects': [
    [{ a: [{ b: 1 }, { b: 2 }] }, { 'a.b': 2 }, yes],
    [{ a: [{ b: 1 }, { b: 2 }] }, { 'a.b': 3 }, no],
    [{ a: [{ b: 1 }, { b: 2 }] }, { 'a.b': { $ne: 2 } }, no],
    [{ a: [{ b: 1 }, {}] }, { 'a.b': { $exists: true } }, yes],
    [{ a: [{ b: 1 }, {}] }, { 'a.b': { $exists: false } }, no],
    [{ a: [1, 2] }, { 'a.b': { $exists: false } }, yes],
    [{ a: [] }, { 'a.b': { $exists: false } }, yes],
    [{ a: [{ b: [1, 2] }, { b: 3 }] }, { 'a.b': 2 }, yes],
    [{ a: [{ b: [{ c: 1 }] }] }, { 'a.b.c': 1 }, yes],
    [{ a: [{ b: 1 }, { c: 2 }] }, { 'a.b': 1, 'a.c': 2 }, yes], // not of the same element
    [{ a: [[{ b: 1 }]] }, { 'a.b': 1 }, no],
  ],
  'a number in a path is a place in an array, or a name': [
    [{ a: [7, 8] }, { 'a.1': 8 }, yes],
    [{ a: [7, 8] }, { 'a.0': 8 }, no],
    [{ a: [7, 8] }, { 'a.2': { $exists: false } }, yes],
    [{ a: [7, 8] }, { 'a.01': 8 }, no],
    [{ a: [7, 8] }, { 'a.-1': 8 }, no],
    [{ a: { 0: 7 } }, { 'a.0': 7 }, yes],
    [{ a: [{ 0: 7 }] }, { 'a.0': 7 }, yes],
    [{ a: [{ b: 1 }, { b: 2 }] }, { 'a.1.b': 2 }, yes],
    [{ a: [{ b: 1 }, { b: 2 }] }, { 'a.0.b': 2 }, no],
    [{ a: [[{ b: 1 }]] }, { 'a.0.b': 1 }, yes],
    [{ a: [[7, 8]] }, { 'a.0': 8 }, yes],
    [{ a: [[7, 8]] }, { 'a.0.1': 8 }, yes],
  ],
};

describe.each(Object.entries(RULES))('%s:', (_, rules) => {
  it.each(rules)('%j under %j: %j', (data, filter, isMatch) => {
    expect(matches(filter, data)).toBe(isMatch);
  });
});

it('takes no time for a path that could be followed in very many ways', () => {
  let data: unknown = 1;
  for (let level = 0; level < 25; level += 1) data = [{ 0: data }];
  const filter = Object.fromEntries(
    Array.from({ length: 25 }, (_, index) => [
      Array(index + 25)
        .fill('0')
        .join('.'),
      { $ne: 2 },
    ]),
  );
  const startedMs = performance.now();
  expect(matches(filter, { 0: data })).toBe(true);
  expect(performance.now() - startedMs).toBeLessThan(500);
});

it.each<[string, unknown, Json]>([
  ['objects', Array.from({ length: 80_000 }, () => ({})), { 'a.k': { $exists: false } }],
  ['numbers', Array(100_000).fill(1), { a: { $nin: [-1, -2, -3, -4] } }],
  [
    'lists of numbers',
    [Array(100_000).fill(1)],
    { a: { $nin: Array.from({ length: 9 }, (_, index) => [index]) } },
  ],
])('lets an event through rather than look at long lists of %s for ever', (_, a, clause) => {
  const startedMs = performance.now();
  expect(matches({ $and: Array(60).fill(clause), no: 1 }, { a })).toBe(true);
  expect(performance.now() - startedMs).toBeLessThan(2_000);
  expect(matches({ no: 1, $and: Array(60).fill(clause) }, { a })).toBe(false);
});

it('takes time in proportion to data and lists, not to one times the other', () => {
  const many = Array.from({ length: 50_000 }, (_, index) => index);
  const some = Array.from({ length: 3_000 }, (_, index) => -index - 1);
  const startedMs = performance.now();
  expect(matches({ a: { $in: some } }, { a: many })).toBe(false);
  expect(matches({ a: { $all: some } }, { a: many })).toBe(false);
  const lists = many.slice(0, 9_000).map((each) => [each]);
  expect(matches({ a: { $nin: some.map((each) => [each]) } }, { a: lists })).toBe(true);
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});
