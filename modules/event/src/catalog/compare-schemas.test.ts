import { describe, expect, test } from 'vitest';
import { compareSchemas, type Schema } from './compare-schemas.ts';

const fields = (properties: Record<string, Schema | boolean>, required: string[] = []): Schema => ({
  type: 'object',
  required,
  properties,
});
const field = (schema: Schema | boolean): Schema => fields({ a: schema });
const text = { type: 'string' };

test('the same schema has no differences, whatever the order of its keys', () => {
  expect(compareSchemas(fields({ a: text, b: text }), fields({ b: text, a: text }))).toEqual([]);
});

describe('it breaks', () => {
  test.each<[string, Schema, Schema, string]>([
    ['when a field is removed', fields({ a: text }), fields({}), 'Removed.'],
    ['when a required field is added', fields({}), fields({ a: text }, ['a']), 'New, and required.'],
    ['when optional becomes required', field(text), fields({ a: text }, ['a']), 'Was optional, is required.'],
    ['when required becomes optional', fields({ a: text }, ['a']), field(text), 'Was required, is optional.'],
    ['when a type changes', field(text), field({ type: 'integer' }), 'The type was string and is integer.'],
    [
      'when a type gets wider',
      field(text),
      field({ type: ['string', 'null'] }),
      'The type was string and is null or string.',
    ],
    [
      'when a type gets narrower',
      field({ type: 'number' }),
      field({ type: 'integer' }),
      'The type was number and is integer.',
    ],
    [
      'when a value is allowed no longer',
      field({ enum: ['x', 'y'] }),
      field({ enum: ['x'] }),
      'No longer "y" is allowed.',
    ],
    [
      'when only some values are allowed now',
      field(text),
      field({ ...text, enum: ['x'] }),
      'Only "x" is allowed now.',
    ],
    ['when a constant appears', field(text), field({ ...text, const: 'x' }), 'Only "x" is allowed now.'],
    [
      'when a constant stands beside values that it is not one of',
      field({ const: 0, enum: [0, 1] }),
      field({ const: 0, enum: [1] }),
      'No longer 0 is allowed.',
    ],
    [
      'when a limit is tightened',
      field({ maxLength: 9 }),
      field({ maxLength: 8 }),
      'maxLength was 9 and is 8.',
    ],
    [
      'when a lower limit is tightened',
      field({ minimum: 1 }),
      field({ minimum: 2 }),
      'minimum was 1 and is 2.',
    ],
    ['when a limit appears', field({}), field({ minItems: 1 }), 'minItems is 1 now.'],
    [
      'when a pattern changes',
      field({ pattern: 'a' }),
      field({ pattern: 'b' }),
      'pattern changed from a to b.',
    ],
    ['when a format appears', field(text), field({ ...text, format: 'email' }), 'format is new.'],
    [
      'when a choice of schemas changes',
      field({ anyOf: [text] }),
      field({ anyOf: [text, {}] }),
      'anyOf changed.',
    ],
    ['when a condition is dropped', field({ if: {}, else: {} }), field({ if: {} }), 'else is gone.'],
    ['when a field takes no value any more', field(text), field(false), 'The type was string and is any.'],
  ])('%s', (_, older, newer, told) => {
    const found = compareSchemas(older, newer);
    expect(found[0]).toMatchObject({ path: '/a', text: told, breaking: true });
  });

  test('when fields beyond those listed are refused', () => {
    const found = compareSchemas({ type: 'object' }, { type: 'object', additionalProperties: false });
    expect(found).toMatchObject([{ path: '/*', breaking: true, text: 'There may be no further fields.' }]);
  });
});

describe('it does not break', () => {
  test.each<[string, Schema, Schema, string]>([
    ['when an optional field is added', fields({}), field(text), 'New, and optional.'],
    [
      'when a value is allowed besides',
      field({ enum: ['x'] }),
      field({ enum: ['x', 'y'] }),
      'Also "y" is allowed now.',
    ],
    [
      'when a constant becomes one of several values',
      field({ const: 'x' }),
      field({ enum: ['x', 'y'] }),
      'Also "y" is allowed now.',
    ],
    ['when any value is allowed', field({ enum: ['x'] }), field({}), 'Not only "x" is allowed now.'],
    [
      'when a limit is loosened',
      field({ maxLength: 8 }),
      field({ maxLength: 9 }),
      'maxLength was 8 and is 9.',
    ],
    [
      'when a lower limit is loosened',
      field({ minimum: 2 }),
      field({ minimum: 1 }),
      'minimum was 2 and is 1.',
    ],
    ['when a limit is dropped', field({ maxItems: 8 }), field({}), 'maxItems was 8 and is gone.'],
    ['when a format is dropped', field({ format: 'email' }), field({}), 'format is gone.'],
    [
      'when it is described in other words',
      field({ description: 'x' }),
      field({ description: 'y' }),
      'Described in other words.',
    ],
  ])('%s', (_, older, newer, told) => {
    expect(compareSchemas(older, newer)).toMatchObject([{ path: '/a', text: told, breaking: false }]);
  });

  test('when a choice of schemas is described in other words', () => {
    const choice = (description: string) => field({ anyOf: [{ ...text, description }] });
    expect(compareSchemas(choice('x'), choice('y'))).toEqual([]);
  });
});

test('a difference is placed in the data and in the newer schema, at any depth', () => {
  const list = (schema: Schema): Schema => field({ type: 'array', items: fields({ 'b/c': schema }) });
  expect(compareSchemas(list(text), list({ type: 'number' }))).toEqual([
    {
      path: '/a/*/b~1c',
      change: 'changed',
      text: 'The type was string and is number.',
      breaking: true,
      at: '/properties/a/items/properties/b~1c/type',
    },
  ]);
});

test('a field that is called like an annotation is a field', () => {
  const choice = (schema: Schema) => field({ oneOf: [fields({ title: schema })] });
  expect(compareSchemas(choice(text), choice({ type: 'number' }))).toMatchObject([{ breaking: true }]);
});

test('what a reference leads to is compared', () => {
  const schema = (inner: Schema): Schema => ({ ...field({ $ref: '#/$defs/x' }), $defs: { x: inner } });
  expect(compareSchemas(schema(text), schema({ type: 'number' }))).toMatchObject([
    { path: '/a', text: 'The type was string and is number.' },
  ]);
  expect(compareSchemas(schema(text), field(text))).toEqual([]);
});

test('each place that refers to a shared schema is compared', () => {
  const text = { type: 'string' };
  const ref = { $ref: '#/$defs/s' };
  const older = { ...fields({ a: ref, b: ref }), $defs: { s: text } };
  const inline = fields({ a: text, b: { type: 'integer' } });
  expect(compareSchemas(older, inline)).toMatchObject([{ path: '/b', breaking: true }]);
  const limited = { ...fields({ a: ref, b: { ...ref, maxLength: 3 } }), $defs: { s: text } };
  expect(compareSchemas(older, limited)).toMatchObject([{ path: '/b', breaking: true }]);
});

test('what is referred to below a keyword that combines schemas is compared', () => {
  const either = (type: string) => ({
    ...field({ anyOf: [{ $ref: '#/$defs/s' }, { const: 1 }] }),
    $defs: { s: { type } },
  });
  expect(compareSchemas(either('string'), either('string'))).toEqual([]);
  expect(compareSchemas(either('string'), either('null'))).toMatchObject([
    { text: 'What anyOf refers to changed.', breaking: true },
  ]);
});

test('a schema that refers to itself is compared once, and to an end', () => {
  const tree = (leaf: Schema): Schema => ({
    $ref: '#/$defs/node',
    $defs: { node: fields({ leaf, children: { type: 'array', items: { $ref: '#/$defs/node' } } }) },
  });
  expect(compareSchemas(tree(text), tree(text))).toEqual([]);
  expect(compareSchemas(tree(text), tree({ type: 'number' }))).toMatchObject([{ path: '/leaf' }]);
});
