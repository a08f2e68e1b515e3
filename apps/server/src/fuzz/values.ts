import fc from 'fast-check';
import { type Document, resolve, type Schema } from './document.ts';

/** Values that have broken programs: each is JSON. */
export const HOSTILE: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  -0,
  2 ** 53,
  1e308,
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff\ud800',
  '\u202e\u200b\ufeff',
  'ﬀ'.repeat(300),
  'x'.repeat(70_000),
  "'; DROP TABLE users; --",
  '{{7*7}}${7*7}',
  '../../../../etc/passwd',
  '%00%ff',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'http://169.254.169.254/',
  'https://app.example.com/\0',
  'https://[::ffff:127.0.0.1]/',
  'NaN',
  'null',
  '1e1000',
  '9'.repeat(400),
  '0000-00-00T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '2020-01-01T00:00:00+23:59',
  '+275760-09-13T00:00:00.001Z',
  '9999-12-31T23:59:59.999+24:00',
  'evt_7zzzzzzzzzzzzzzzzzzzzzzzzz',
  [],
  [[]],
  [null],
  {},
  Array.from({ length: 2_000 }, (_, n) => n),
  Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`k${n}`, n])),
  JSON.parse(`${'['.repeat(3_000)}${']'.repeat(3_000)}`),
  JSON.parse(`${'{"a":'.repeat(1_500)}1${'}'.repeat(1_500)}`),
  JSON.parse('{"__proto__":{"polluted":true}}'),
  { constructor: { prototype: { polluted: true } } },
  JSON.parse('{"toString":"x","valueOf":1,"hasOwnProperty":null,"then":true}'),
  { $where: 'while(true);' },
  { $ne: null },
  { '': '' },
  { 'a/b~c': 1 },
];

const hostile = fc.constantFrom(...HOSTILE);

/** Values that a schema takes, mostly; what it says in ways that are not followed here may be broken. */
export function validOf(document: Document, schema: Schema, name = '', depth = 0): fc.Arbitrary<unknown> {
  const inner = (each: Schema, key = name) => validOf(document, each, key, depth + 1);
  if (depth > 8) return fc.constant(null);
  if (schema.$ref !== undefined) return inner(resolve(document, schema.$ref) as Schema); // a reference of a schema leads to one
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const ways = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (ways) return fc.oneof(...ways.map((way) => inner(way)));
  const [type] = [schema.type].flat();
  switch (type) {
    case 'object':
      return objectOf(schema, inner);
    case 'array':
      return fc.array(schema.items ? inner(schema.items) : fc.jsonValue(), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      });
    case 'string':
      return textOf(schema, name);
    case 'integer':
      return fc.integer({ min: bound(schema.minimum, 0), max: bound(schema.maximum, 1_000) });
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 3 });
  }
}

function bound(given: number | undefined, otherwise: number): number {
  return given === undefined ? otherwise : Math.max(-1_000_000, Math.min(1_000_000, given));
}

function objectOf(
  { properties = {}, required = [], additionalProperties }: Schema,
  inner: (schema: Schema, key: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, inner(each, key)]));
  const record = fc.record(fields, { requiredKeys: required.filter((key) => key in fields) });
  if (Object.keys(fields).length > 0 || typeof additionalProperties !== 'object') return record;
  return fc.dictionary(fc.string({ maxLength: 8 }), inner(additionalProperties, ''), { maxKeys: 4 });
}

function textOf(
  { pattern, format, minLength = 0, maxLength = 60 }: Schema,
  name: string,
): fc.Arbitrary<unknown> {
  // Names that would have to be looked up would make this a test of DNS, and what is not on this machine one of the
  // network: `verify` calls the URL, and at the first of these nobody listens.
  if (name === 'url')
    return fc.constantFrom('https://127.0.0.1:65535/hooks', 'http://127.0.0.1:1/', 'https://10.0.0.1/');
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (format === 'date')
    return fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  if (pattern !== undefined) return fc.oneof(fc.stringMatching(new RegExp(pattern)), fc.string());
  return fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 60), unit: 'binary' });
}

/** A value that is valid, or almost, or not at all. */
export function anyOf(document: Document, schema: Schema): fc.Arbitrary<unknown> {
  const valid = validOf(document, schema);
  return fc.oneof(
    { weight: 3, arbitrary: valid },
    { weight: 5, arbitrary: fc.tuple(valid, hostile, fc.nat(), fc.boolean()).map(spoiled) },
    { weight: 1, arbitrary: hostile },
  );
}

/** A copy in which something, at any depth, is another value, or is added, or is gone. */
function spoiled([value, poison, at, isGone]: [unknown, unknown, number, boolean]): unknown {
  if (typeof value !== 'object' || value === null) return poison;
  const copy: unknown = structuredClone(value);
  const keys = Object.keys(copy as object);
  const key = keys[at % (keys.length + 1)];
  const target = copy as Record<string, unknown>; // arrays have keys as well
  if (key === undefined) target['surprise'] = poison;
  else if (isGone && !Array.isArray(copy)) delete target[key];
  else if (at % 3 === 0) target[key] = spoiled([target[key], poison, Math.floor(at / 3), isGone]);
  else target[key] = poison;
  return copy;
}

export const hostileText = fc.constantFrom(
  ...HOSTILE.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
);
