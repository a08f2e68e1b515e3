import { describe, expect, it } from 'vitest';
import { FILTER_BYTES_LIMIT, parseFilter } from './parse-filter.ts';

/** JSON pointers to what is at fault. */
function faults(input: unknown): string[] {
  return (parseFilter(input).faults ?? []).map(({ path }) => path.map((each) => `/${each}`).join(''));
}

/** A value inside so many of something. */
function nested(levels: number, inside: unknown, wrap: (value: unknown) => unknown): unknown {
  let value = inside;
  for (let level = 0; level < levels; level += 1) value = wrap(value);
  return value;
}

const keys = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));
/** With a key `__proto__`, which a literal cannot write. */
const parsed = (text: string): unknown => JSON.parse(text);

describe('a filter is refused at', () => {
  it.each<[string, unknown]>([
    ['', null],
    ['', undefined],
    ['', 'a'],
    ['', []],
    ['/$where', { $where: 'return true' }],
    ['/$nor', { $nor: [{ a: 1 }] }],
    ['/$not', { $not: { a: 1 } }],
    ['/$in', { $in: [1] }],
    ['/$expr', { $expr: {} }],
    ['/a/$where', { a: { $where: '1' } }],
    ['/a/$regex', { a: { $regex: '^a' } }],
    ['/a/$options', { a: { $eq: 1, $options: 'i' } }],
    ['/a/$elemMatch', { a: { $elemMatch: { b: 1 } } }],
    ['/a/$size', { a: { $size: 1 } }],
    ['/a/$and', { a: { $and: [{ $gt: 1 }] } }],
    ['/a/$EQ', { a: { $EQ: 1 } }],
    ['/a/$', { a: { $: 1 } }],
    ['/a/b', { a: { $gt: 1, b: 2 } }],
    ['/a/b/$gt', { a: { b: { $gt: 1 } } }],
    ['/a/$eq/$gt', { a: { $eq: { $gt: 1 } } }],
    ['/a/0/$gt', { a: [{ $gt: 1 }] }],
    ['/$and', { $and: [] }],
    ['/$and', { $and: { a: 1 } }],
    ['/$or', { $or: null }],
    ['/$or/1', { $or: [{ a: 1 }, 5] }],
    ['/$or/0/$and/1/b/$foo', { $or: [{ $and: [{ a: 1 }, { b: { $foo: 1 } }] }] }],
    ['/a/$in', { a: { $in: 1 } }],
    ['/a/$nin', { a: { $nin: { 0: 1 } } }],
    ['/a/$all', { a: { $all: 'x' } }],
    ['/a/$exists', { a: { $exists: 1 } }],
    ['/a/$exists', { a: { $exists: null } }],
    ['/a/$gt', { a: { $gt: null } }],
    ['/a/$gte', { a: { $gte: [1] } }],
    ['/a/$lt', { a: { $lt: true } }],
    ['/a/$lte', { a: { $lte: {} } }],
    ['/a/$not', { a: { $not: 5 } }],
    ['/a/$not', { a: { $not: {} } }],
    ['/a/$not', { a: { $not: [{ $gt: 1 }] } }],
    ['/a/$not/b', { a: { $not: { b: 1 } } }],
    ['/', { '': 1 }],
    ['/a..b', { 'a..b': 1 }],
    ['/.a', { '.a': 1 }],
    ['/a.', { 'a.': 1 }],
    ['/a.$gt', { 'a.$gt': 1 }],
    ['/constructor', { constructor: 1 }],
    ['/a.constructor.name', { 'a.constructor.name': 'Object' }],
    ['/prototype', { prototype: 1 }],
    ['/__proto__', parsed('{"__proto__": {"a": 1}}')],
    ['/a.__proto__.b', { 'a.__proto__.b': 1 }],
    ['/a/__proto__', parsed('{"a": {"__proto__": 1}}')],
    ['/$and/0/__proto__', parsed('{"$and": [{"__proto__": 1}]}')],
    ['/a/$eq/constructor', { a: { $eq: { constructor: 1 } } }],
    ['/a', { a: 'nul\0' }],
    ['/a/$in/1', { a: { $in: ['x', '\ud800'] } }],
    ['/nul\0', { 'nul\0': 1 }],
    ['/\udc00', { '\udc00': 1 }],
    ['/a/b\0', { a: { 'b\0': 1 } }],
    ['/a/$gt', { a: { $gt: 'nul\0' } }],
    ['/a/$gt', { a: { $gt: parsed('1e400') } }],
    ['/a', { a: parsed('12345678901234567890') }],
    ['/a', { a: undefined }],
    ['/a', { a: () => true }],
    [`/${Array(51).fill('a').join('.')}`, { [Array(51).fill('a').join('.')]: 1 }],
  ])('%j: %j', (path, input) => {
    expect(faults(input)).toEqual([path]);
  });

  it('a name that leads out of the data, by the sentence that events are refused with', () => {
    expect(parseFilter({ prototype: 1, ...JSON.parse('{"a": {"__proto__": 1}}') }).faults).toMatchObject([
      { message: 'The name prototype cannot be used.' },
      { message: 'The name __proto__ cannot be used.' },
    ]);
  });

  it('every place that is at fault, 20 at most', () => {
    expect(faults({ a: { $foo: 1 }, b: 1, 'c..d': 1, $or: [{ e: { $bar: 1 } }] })).toEqual([
      '/a/$foo',
      '/c..d',
      '/$or/0/e/$bar',
    ]);
    expect(faults({ $and: Array(100).fill(5) })).toHaveLength(20);
  });
});

describe('a filter has at most', () => {
  it.each<[string, (levels: number) => unknown]>([
    ['$and', (levels) => nested(levels - 1, { a: 1 }, (each) => ({ $and: [each] }))],
    ['$not', (levels) => ({ a: nested(levels - 1, { $gt: 1 }, (each) => ({ $not: each })) })],
    ['lists', (levels) => ({ a: { $eq: nested(levels - 2, 1, (each) => [each]) } })],
    ['objects', (levels) => ({ a: nested(levels - 1, 1, (each) => ({ b: each })) })],
  ])('20 levels of %s', (kind, filter) => {
    const most = kind === '$not' ? 19 : 20;
    expect(faults(filter(most))).toEqual([]);
    expect(faults(filter(most + 1))).toHaveLength(1);
    expect(faults(filter(100_000))).toEqual(faults(filter(most + 1)));
  });

  it('200 keys, wherever they are', () => {
    expect(faults(keys(200))).toEqual([]);
    expect(faults(keys(201))).toEqual(['/k200']);
    expect(faults(keys(10_000))).toEqual(['/k200']);
    expect(faults({ a: { $eq: keys(198) } })).toEqual([]);
    expect(faults({ a: { $eq: keys(199) } })).toEqual(['/a/$eq/k198']);
    expect(faults({ a: { $in: [keys(150), keys(150)] } })).toEqual(['/a/$in/1/k48']);
  });

  it('32 KiB of UTF-8', () => {
    const room = FILTER_BYTES_LIMIT - JSON.stringify({ a: '' }).length;
    expect(faults({ a: 'x'.repeat(room) })).toEqual([]);
    expect(faults({ a: 'x'.repeat(room + 1) })).toEqual(['']);
    expect(faults({ a: 'é'.repeat(room / 2 + 1) })).toEqual(['']);
  });
});
