import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { $all, $and, $eq, $exists, $gt, $gte, $in, $lt, $lte, $ne, $nin, $or, createQueryTester } from 'sift';
import { expect, it } from 'vitest';
import { compileFilter } from './compile-filter.ts';
import { failedClause } from './failed-clause.ts';
import { parseFilter } from './parse-filter.ts';
import { readFilter } from './read-filter.ts';

type Json = Record<string, unknown>;

const passes = (filter: Json, data: unknown) => compileFilter(readFilter(filter))(data);

// Few names and few values, so that most filters find something.
const name = fc.constantFrom('a', 'b', '0');
const scalar = fc.constantFrom<unknown>(null, true, false, 0, 1, 2, 1.5, '', '1', 'a', 'b', '\0{}', '{}');
const comparable = fc.constantFrom<unknown>(0, 1, 2, '', '1', 'a');

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const data = fc.dictionary(name, value, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
const literal = value.filter((each) => !JSON.stringify(each).includes('\\u0000'));

const { filter } = fc.letrec<{ tests: Json; filter: Json }>((tie) => ({
  tests: fc.oneof(
    { depthSize: 'small' },
    fc
      .record({
        $eq: literal,
        $ne: literal,
        $gt: comparable,
        $gte: comparable,
        $lt: comparable,
        $lte: comparable,
        $in: fc.array(literal, { maxLength: 3 }),
        $nin: fc.array(literal, { maxLength: 3 }),
        $all: fc.array(literal, { maxLength: 2 }),
        $exists: fc.boolean(),
      })
      .chain((every) => fc.subarray(Object.entries(every), { minLength: 1, maxLength: 2 }))
      .map((some): Json => Object.fromEntries(some)),
    fc.record({ $not: tie('tests') }, { noNullPrototype: true }),
  ),
  filter: fc.oneof(
    { depthSize: 'small' },
    fc.dictionary(
      fc.array(name, { minLength: 1, maxLength: 3, size: 'xsmall' }).map((names) => names.join('.')),
      fc.oneof(literal, tie('tests'), tie('tests')),
      { minKeys: 1, maxKeys: 2, noNullPrototype: true },
    ),
    fc.record({ $and: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }, { noNullPrototype: true }),
    fc.record({ $or: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }, { noNullPrototype: true }),
  ),
}));

/** The rules once more, written for being read and not for speed: one line for each. */
function naive(given: Json, of: unknown): boolean {
  return Object.entries(given).every(([key, operand]) => {
    if (key === '$and') return (operand as Json[]).every((each) => naive(each, of));
    if (key === '$or') return (operand as Json[]).some((each) => naive(each, of));
    const leaves = follow(of, key.split('.'));
    if (Array.isArray(operand)) return holds('$in', operand, leaves);
    const isOperators = isPlain(operand) && Object.keys(operand).some((each) => each.startsWith('$'));
    return isOperators ? all(operand, leaves) : holds('$eq', operand, leaves);
  });
}

function all(tests: Json, leaves: unknown[]): boolean {
  return Object.entries(tests).every(([operator, operand]) => holds(operator, operand, leaves));
}

function holds(operator: string, operand: unknown, leaves: unknown[]): boolean {
  const candidates = leaves.flatMap((leaf) => (Array.isArray(leaf) ? [leaf, ...leaf] : [leaf]));
  const has = (wanted: unknown) => candidates.some((each) => isDeepStrictEqual(each, wanted));
  const list = Array.isArray(operand) ? operand : [];
  // Texts are compared by the same signs as numbers.
  const compares = (is: (each: number, than: number) => boolean) =>
    candidates.some((each) => typeof each === typeof operand && is(each as number, operand as number));
  switch (operator) {
    case '$eq':
      return has(operand);
    case '$ne':
      return !has(operand);
    case '$gt':
      return compares((each, than) => each > than);
    case '$gte':
      return compares((each, than) => each >= than);
    case '$lt':
      return compares((each, than) => each < than);
    case '$lte':
      return compares((each, than) => each <= than);
    case '$in':
      return list.some(has);
    case '$nin':
      return !list.some(has);
    case '$all':
      return list.length > 0 && list.every(has);
    case '$exists':
      return leaves.length > 0 === operand;
    case '$not':
      return leaves.length > 0 && isPlain(operand) && !all(operand, leaves);
    default:
      throw new Error(operator);
  }
}

function follow(value: unknown, names: string[]): unknown[] {
  const [first, ...others] = names;
  if (first === undefined) return [value];
  if (Array.isArray(value)) {
    const item =
      /^\d+$/.test(first) && Number(first) < value.length ? follow(value[Number(first)], others) : [];
    return [...item, ...value.filter(isPlain).flatMap((each) => follow(each, names))];
  }
  return isPlain(value) && Object.hasOwn(value, first) ? follow(value[first], others) : [];
}

function isPlain(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

it('says what a naive evaluator says, and explains exactly what it refuses', () => {
  const seen = { true: 0, false: 0 };
  fc.assert(
    fc.property(filter, data, (given, of) => {
      const expected = naive(given, of);
      seen[`${expected}`] += 1;
      expect(passes(given, of)).toBe(expected);
      expect(failedClause(readFilter(given), of) === null).toBe(expected);
    }),
    { numRuns: 4_000 },
  );
  // Neither answer is a rarity, or this would say nothing.
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(200);
});

/** Named one by one: all that sift has would include `$where`. */
const operations = { $all, $and, $eq, $exists, $gt, $gte, $in, $lt, $lte, $ne, $nin, $or };

// Where MongoDB, sift and these rules are of one mind: values are no objects and not null (of which sift says that a
// missing path equals it), lists hold plain values, and no list is empty.
const plain = fc.constantFrom<unknown>(true, false, 0, 1, 2, '', '1', 'a');
const list = fc.array(plain, { minLength: 1, maxLength: 3 });
const letter = fc.constantFrom('a', 'b', 'c');
const flat = fc.dictionary(letter, fc.oneof(plain, list), { maxKeys: 3, noNullPrototype: true });
const plainData = fc.dictionary(
  letter,
  fc.oneof(plain, list, flat, fc.array(flat, { minLength: 1, maxLength: 2 })),
  {
    noNullPrototype: true,
  },
);
const plainTests = fc
  .record({
    $eq: plain,
    $ne: plain,
    $gt: comparable,
    $gte: comparable,
    $lt: comparable,
    $lte: comparable,
    $in: list,
    $nin: list,
    $all: list,
    $exists: fc.boolean(),
  })
  .chain((every) => fc.constantFrom(...Object.entries(every)).map((one): Json => Object.fromEntries([one])));
const { plainFilter } = fc.letrec<{ plainFilter: Json }>((tie) => ({
  plainFilter: fc.oneof(
    { depthSize: 'small' },
    fc.dictionary(
      fc.array(letter, { minLength: 1, maxLength: 2 }).map((names) => names.join('.')),
      fc.oneof(plain, plainTests),
      { minKeys: 1, maxKeys: 2, noNullPrototype: true },
    ),
    fc.record(
      { $and: fc.array(tie('plainFilter'), { minLength: 1, maxLength: 2 }) },
      { noNullPrototype: true },
    ),
    fc.record(
      { $or: fc.array(tie('plainFilter'), { minLength: 1, maxLength: 2 }) },
      { noNullPrototype: true },
    ),
  ),
}));

it('says what sift says, where the two mean the same', () => {
  fc.assert(
    fc.property(plainFilter, plainData, (given, of) => {
      expect(passes(given, of)).toBe(createQueryTester(given, { operations })(of));
    }),
    { numRuns: 4_000 },
  );
});

it('reads or refuses whatever it is given, and evaluates whatever it read', () => {
  const key = fc.oneof(
    fc.string(),
    fc.constantFrom('$and', '$or', '$not', '$in', '$eq', '$where', '__proto__', 'constructor', 'a.b', 'a'),
  );
  const { anything } = fc.letrec((tie) => ({
    anything: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('anything'), { maxLength: 3 }),
      fc.dictionary(key, tie('anything'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(anything, data, (given, of) => {
      const { filter: read, faults } = parseFilter(given);
      if (read) expect(typeof compileFilter(read)(of)).toBe('boolean');
      else expect(faults.length).toBeGreaterThan(0);
    }),
    { numRuns: 5_000 },
  );
});
