import { expect, test } from 'vitest';
import { putEventTypeInput } from './catalog/event-type-schema.ts';
import { jsonObject } from './json-object.ts';

test('an object is kept whole, whatever is in it', () => {
  const given = { a: [1, { b: null }], 'c.d': '' };
  expect(jsonObject.parse(given)).toEqual(given);
});

test('a name that would be left out without a word is refused, also in an event type', () => {
  const given: unknown = JSON.parse('{"__proto__": {"type": "object"}}');
  expect(jsonObject.safeParse(given).error?.issues).toMatchObject([
    { path: ['__proto__'], message: 'The name __proto__ cannot be used.' },
  ]);
  const versions = [{ version: '2026-11-01', schema: given, example: {} }];
  const facets: unknown = JSON.parse('{"__proto__": "object.id"}');
  expect(putEventTypeInput.safeParse({ versions, facets }).error?.issues).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ path: ['versions', 0, 'schema', '__proto__'] }),
      expect.objectContaining({
        path: ['facets', '__proto__'],
        message: 'The name __proto__ cannot be used.',
      }),
    ]),
  );
});
