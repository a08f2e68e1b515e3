import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareSchemas, type Schema } from './compare-schemas.ts';

const limit = fc.integer({ min: 0, max: 4 });
const text = fc.record(
  {
    minLength: limit,
    maxLength: limit,
    pattern: fc.constantFrom('^x', 'y$'),
    enum: fc.constantFrom(['x', 'xy'], ['xxy']),
  },
  { requiredKeys: [] },
);
const whole = fc.record(
  {
    minimum: limit,
    maximum: limit,
    const: limit,
    enum: fc.subarray([0, 1, 2, 3], { minLength: 1 }),
    multipleOf: fc.constant(2),
  },
  { requiredKeys: [] },
);
const field: fc.Arbitrary<Schema> = fc.oneof(
  text.map((rules): Schema => ({ type: 'string', ...rules })),
  whole.map((rules): Schema => ({ type: 'integer', ...rules })),
  fc
    .record({ minItems: limit, maxItems: limit, items: text }, { requiredKeys: [] })
    .map((rules): Schema => ({ type: 'array', ...rules })),
  fc.constant<Schema>({}),
);
const NAMES = ['a', 'b', 'c'];
const object = fc.record({
  properties: fc.dictionary(fc.constantFrom(...NAMES), field, { minKeys: 1 }),
  required: fc.subarray(NAMES, { maxLength: 1 }),
  additionalProperties: fc.boolean(),
});
type Fields = { properties: Record<string, Schema>; required: string[]; additionalProperties: boolean };

/** Another schema of the same fields: most of them as before, some with other rules, some gone, some new. */
function changed(older: Fields): fc.Arbitrary<Fields> {
  const fields = Object.entries(older.properties).map(([name, schema]) =>
    fc
      .oneof({ weight: 6, arbitrary: fc.constant(schema) }, { weight: 3, arbitrary: edited(schema) }, field)
      .map((next) => [name, next] as const),
  );
  return fc.record({
    properties: fc
      .tuple(fc.tuple(...fields), fc.dictionary(fc.constantFrom(...NAMES), field, { maxKeys: 1 }))
      .map(([kept, fresh]) => ({ ...fresh, ...Object.fromEntries(kept) })),
    required: fc.oneof({ weight: 4, arbitrary: fc.constant(older.required) }, fc.subarray(NAMES)),
    additionalProperties: fc.oneof(
      { weight: 4, arbitrary: fc.constant(older.additionalProperties) },
      fc.boolean(),
    ),
  });
}

/** A schema with one of its limits moved, one of its values left out, or one of its rules dropped. */
function edited(schema: Schema): fc.Arbitrary<Schema> {
  const rules = Object.keys(schema).filter((key) => key !== 'type');
  if (rules.length === 0) return fc.constant(schema);
  return fc
    .tuple(fc.constantFrom(...rules), fc.integer({ min: -1, max: 1 }), fc.boolean())
    .map(([rule, by, drop]) => {
      const { [rule]: value, ...rest } = schema;
      if (Array.isArray(value) && value.length > 1) return { ...rest, [rule]: value.slice(1) };
      return drop || typeof value !== 'number' ? rest : { ...rest, [rule]: Math.max(0, value + by) };
    });
}

/** Data with no field that the schema does not list: what the catalog calls an addition is one. */
function dataFor({ properties, required }: Fields): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(properties).map(([name, { type }]) => [name, valueFor(type)] as const);
  const requiredKeys = required.filter((name) => Object.hasOwn(properties, name));
  return fc.record(Object.fromEntries(fields), { requiredKeys });
}

function valueFor(type: unknown): fc.Arbitrary<unknown> {
  const words = fc.constantFrom('', 'x', 'xy', 'xxy', 'xxxx', 'zy');
  if (type === 'string') return words;
  if (type === 'integer') return fc.integer({ min: 0, max: 5 });
  if (type === 'array') return fc.array(words, { maxLength: 5 });
  return fc.constantFrom<unknown>(0, 'x', null, true, []);
}

function accepts(schema: Schema, data: unknown): boolean {
  const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false, meta: false });
  return ajv.validate({ type: 'object', ...schema }, data);
}

test('where nothing breaks, what the older schema accepts the newer accepts', () => {
  let compared = 0;
  const cases = object.chain((older) => fc.tuple(fc.constant(older), changed(older), dataFor(older)));
  fc.assert(
    fc.property(cases, ([older, newer, data]) => {
      if (compareSchemas(older, newer).some((difference) => difference.breaking)) return;
      if (!accepts(older, data)) return;
      compared += 1;
      expect(accepts(newer, data)).toBe(true);
    }),
    { numRuns: 3_000 },
  );
  expect(compared).toBeGreaterThan(100);
});

test('a schema does not differ from itself, and what is only said in other words never breaks', () => {
  fc.assert(
    fc.property(object, (schema) => {
      expect(compareSchemas(schema, structuredClone(schema))).toEqual([]);
      const worded = { ...schema, description: 'In other words.' };
      expect(compareSchemas(schema, worded).map((difference) => difference.breaking)).toEqual([false]);
    }),
    { numRuns: 500 },
  );
});
