import { describe, expect, it } from 'vitest';

import { emptyOperands, readFilterText } from './filter-text.ts';
import { writeFilterText } from './write-filter.ts';

describe('the text of a filter', () => {
  it('is read by the rules of the server; nothing at all lets everything through', () => {
    expect(readFilterText(' \n')).toEqual({ filter: {} });
    expect(readFilterText('{"object.tags": ["vip"]}')).toEqual({ filter: { 'object.tags': ['vip'] } });
  });

  it('says the line and the path of each fault', () => {
    const text = '{\n  "object.plan": "pro",\n  "object.name": {\n    "$regex": "^a"\n  }\n}';
    expect(readFilterText(text).faults).toMatchObject([
      { path: '/object.name/$regex', line: 4, message: expect.stringContaining('cannot stand here') },
    ]);
    expect(readFilterText('{"__proto__": 1}').faults).toMatchObject([{ path: '/__proto__', line: 1 }]);
    expect(readFilterText('[]').faults).toMatchObject([{ path: '', line: null }]);
  });

  it('says where it is no JSON', () => {
    expect(readFilterText('{\n  "a": 1,\n  "b"\n}').faults).toMatchObject([{ path: '' }]);
    const [cut] = readFilterText('{\n  "a": [1').faults ?? [];
    expect(cut?.message).toContain('It ends too early');
    expect(cut?.line).toBe(2);
    expect(readFilterText('{\n "a": nope }').faults?.[0]?.line).toBe(2);
  });

  it('is written with lists of values on one line, and reads back as it was', () => {
    const filter = {
      'object.tags': ['vip', 'a, "b" ]'],
      'object.plan': ['pro', 'team'],
      $or: [{ a: 1 }, { b: [] }],
    };
    const text = writeFilterText(filter);
    expect(text).toContain('"object.plan": ["pro", "team"]');
    expect(JSON.parse(text)).toEqual(filter);
  });
});

it('names what is compared with an empty object, at any depth', () => {
  expect(emptyOperands({ a: {}, b: [{}], $or: [{ c: 1 }, { $and: [{ d: {} }] }] })).toEqual(['a', 'd']);
  expect(emptyOperands({ a: { $exists: true }, $and: [] })).toEqual([]);
});
