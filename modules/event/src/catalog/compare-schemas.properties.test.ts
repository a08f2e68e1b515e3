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

/** The same schema with some of its fields behind references, with a rule beside one where that says nothing new. */
function shared(schema: Fields, names: string[]): Schema {
  const fields = Object.entries(schema.properties);
  const behind = fields.filter(([name]) => names.includes(name)).map(([, field]) => JSON.stringify(field));
  const $defs = Object.fromEntries(
    [...new Set(behind)].map((text, index) => [`s${index}`, JSON.parse(text)]),
  );
  const nameOf = new Map(Object.entries($defs).map(([name, field]) => [JSON.stringify(field), name]));
  const properties = fields.map(([name, field]) => {
    const known = names.includes(name) ? nameOf.get(JSON.stringify(field)) : undefined;
    return [name, known === undefined ? field : { $ref: `#/$defs/${known}` }];
  });
  return { ...schema, properties: Object.fromEntries(properties), $defs };
}

/** Each of two schemas with its references, and as it is without. */
const referring = object.chain((older) =>
  fc
    .tuple(changed(older), fc.subarray(NAMES), fc.subarray(NAMES), dataFor(older))
    .map(([newer, one, other, data]) => ({
      data,
      plain: [older, newer] as const,
      shared: [shared(older, one), shared(newer, other)] as const,
    })),
);

test('references hide nothing: what breaks without them breaks with them', () => {
  const breaks = ([older, newer]: readonly [Schema, Schema]) =>
    compareSchemas(older, newer).some((difference) => difference.breaking);
  fc.assert(
    fc.property(referring, ({ plain, shared: [older, newer], data }) => {
      expect(breaks([older, newer])).toBe(breaks(plain));
      if (!breaks([older, newer]) && accepts(older, data)) expect(accepts(newer, data)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

const RULE = fc.record(
  { minLength: fc.integer({ min: 0, max: 2 }), maxLength: fc.integer({ min: 2, max: 5 }) },
  { requiredKeys: [] },
);
type Rules = { target: Schema; one: Schema; other: Schema; isCombined: boolean };
/** Two texts that refer to one schema, with more rules beside, or in combinations. */
function combined({ target, one, other, isCombined }: Rules): Schema {
  const reference = { $ref: '#/$defs/s' };
  const a = isCombined ? { ...one, allOf: [reference] } : { ...one, ...reference };
  return { properties: { a, b: { ...other, ...reference } }, $defs: { s: { type: 'string', ...target } } };
}
const edit = (schema: Schema) => fc.oneof({ weight: 2, arbitrary: fc.constant(schema) }, edited(schema));
const oneOfTwo = fc
  .record({ target: RULE, one: RULE, other: RULE, isCombined: fc.boolean() })
  .chain(({ target, one, other, isCombined }) =>
    fc.tuple(
      fc.constant(combined({ target, one, other, isCombined })),
      fc
        .record({
          target: edit(target),
          one: edit(one),
          other: edit(other),
          isCombined: fc.constant(isCombined),
        })
        .map(combined),
    ),
  );

test('nor does what stands beside a reference, or what it is combined with', () => {
  const words = fc.constantFrom('', 'x', 'xy', 'xxy', 'xxxx', 'zy');
  let compared = 0;
  fc.assert(
    fc.property(oneOfTwo, fc.record({ a: words, b: words }), ([older, newer], data) => {
      if (compareSchemas(older, newer).some((difference) => difference.breaking)) return;
      if (!accepts(older, data)) return;
      compared += 1;
      expect(accepts(newer, data)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
  expect(compared).toBeGreaterThan(50);
});

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
