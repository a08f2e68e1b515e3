import { expect, it } from 'vitest';

import { jsonTokens } from './json-tokens.ts';

it('tells names from what they say', () => {
  const text = '{\n  "a\\"b" : ["x: \\"y\\"", -1.5e3, true, null],\n  "c": {}\n}';
  const seen = jsonTokens(text).filter(({ kind }) => kind !== null && kind !== 'tok-punctuation');
  expect(seen).toEqual([
    { kind: 'tok-propertyName', text: '"a\\"b"' },
    { kind: 'tok-string', text: '"x: \\"y\\""' },
    { kind: 'tok-number', text: '-1.5e3' },
    { kind: 'tok-keyword', text: 'true' },
    { kind: 'tok-keyword', text: 'null' },
    { kind: 'tok-propertyName', text: '"c"' },
  ]);
});

it.each(['', '{"cut": "of', 'no JSON at all: "1', '{"a":1}\n', '  '])('leaves out nothing of %j', (text) => {
  expect(
    jsonTokens(text)
      .map((token) => token.text)
      .join(''),
  ).toBe(text);
});
