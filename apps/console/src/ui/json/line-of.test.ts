import { describe, expect, it } from 'vitest';

import { lineAt, lineOf } from './line-of.ts';

describe('the line of a path', () => {
  it('is found through lists and names that are escaped', () => {
    const text = '{\n"$or": [\n{"a\\"b": 1},\n{"c": [1,\n2]}]}';
    expect(lineOf(text, ['$or'])).toBe(2);
    expect(lineOf(text, ['$or', 0, 'a"b'])).toBe(3);
    expect(lineOf(text, ['$or', 1, 'c', 1])).toBe(5);
    expect(lineOf(text, ['nothing'])).toBeNull();
    expect(lineOf(text, [])).toBeNull();
  });

  it('is that of the nearest thing around what is missing, and none of the whole', () => {
    const text = '{\n"object": {\n"a/b": [1,\n2]}}';
    expect(lineAt(text, '/object')).toBe(2);
    expect(lineAt(text, '/object/id')).toBe(2);
    expect(lineAt(text, '/object/a~1b/1')).toBe(4);
    expect(lineAt(text, '/object/a~1b/7/name')).toBe(3);
    expect(lineAt(text, '/other')).toBeNull();
    expect(lineAt(text, '')).toBeNull();
  });
});
