import { expect, it } from 'vitest';
import { failedClause } from './failed-clause.ts';
import { readFilter } from './read-filter.ts';

it.each<[Record<string, unknown>, Record<string, unknown>, string | null]>([
  [{ plan: 'pro' }, { plan: 'pro' }, null],
  [{ plan: 'pro' }, { plan: 'free' }, '{"plan": "pro"}: found "free"'],
  [{ plan: 'pro' }, {}, '{"plan": "pro"}: nothing is there'],
  [{ plan: { $exists: false } }, { plan: null }, '{"plan": {"$exists": false}}: found null'],
  [{ a: 1, b: 2, c: 3 }, { a: 1, b: 0, c: 0 }, '{"b": 2}: found 0'],
  [{ a: { $gt: 1, $lt: 5 } }, { a: 9 }, '{"a": {"$lt": 5}}: found 9'],
  [{ a: { $not: { $gt: 1 } } }, { a: 9 }, '{"a": {"$not": {"$gt": 1}}}: found 9'],
  [{ 'c.tags': ['vip', 'pro'] }, { c: { tags: ['new'] } }, '{"c.tags": ["vip", "pro"]}: found ["new"]'],
  [{ 'c.tags': { $in: ['vip'] } }, { c: { tags: [] } }, '{"c.tags": {"$in": ["vip"]}}: found []'],
  [{ 'a.b': 3 }, { a: [{ b: 1 }, { b: 2 }] }, '{"a.b": 3}: found in several places [1, 2]'],
  [{ 'a.b': 3 }, { a: [{ b: 1 }] }, '{"a.b": 3}: found 1'],
  [{ $and: [{ a: 1 }, { b: 2 }] }, { a: 1, b: { c: 1, d: [2] } }, '{"b": 2}: found {"c": 1, "d": [2]}'],
  [
    { $or: [{ a: 1 }, { b: 2 }] },
    { a: 0 },
    'none of $or holds: {"a": 1}: found 0; {"b": 2}: nothing is there',
  ],
  [
    { $or: [{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }, { a: 5 }] },
    { a: 0 },
    'none of $or holds: {"a": 1}: found 0; {"a": 2}: found 0; {"a": 3}: found 0; and 2 more',
  ],
])('of %j for %j says %j', (filter, data, text) => {
  expect(failedClause(readFilter(filter), data)).toBe(text);
});

it('stays short, whatever is in the filter and the data', () => {
  const filter = readFilter({ a: { $in: Array.from({ length: 1_000 }, (_, index) => `tag_${index}`) } });
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level += 1) deep = [deep];
  for (const a of [
    'x'.repeat(100_000),
    '😀'.repeat(1_000),
    Array(100_000).fill('y'),
    deep,
    { [`k${'x'.repeat(999)}`]: 1 },
  ]) {
    const text = failedClause(filter, { a });
    expect(text?.length).toBeLessThan(250);
    expect(text).toMatch(/^\{"a": \{"\$in": \["tag_0", .*…: found .*…$/);
    expect(text?.isWellFormed()).toBe(true);
  }
});
