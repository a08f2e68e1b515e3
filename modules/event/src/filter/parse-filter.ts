import { type Clause, type Filter, type Test, TEST_OPERATORS } from './filter.ts';
import { isObject } from './is-object.ts';
import { faultOfPath, segmentsOf } from './path.ts';
import { below, deeper, type FilterFault, type Place, Reading } from './reading.ts';
import { readLiteral, readLiterals } from './read-literal.ts';

/** As UTF-8 JSON. */
export const FILTER_BYTES_LIMIT = 32 * 1024;

/**
 * Reads a filter: a subset of MongoDB's query language, by a list of what is allowed.
 * @returns the filter, or its faults with their places, 20 at most; reading ends at the first limit that is passed.
 */
export function parseFilter(
  input: unknown,
): { filter: Filter; faults?: never } | { filter?: never; faults: FilterFault[] } {
  const reading = new Reading();
  const root = { path: [], level: 1 };
  const filter = readFilter(reading, input, root);
  if (reading.faults.length === 0 && bytesOf(input) > FILTER_BYTES_LIMIT) {
    reading.fault(root, `A filter has at most ${FILTER_BYTES_LIMIT / 1024} KiB.`);
  }
  return reading.faults.length > 0 ? { faults: reading.faults } : { filter };
}

/** Only of what was read without fault: anything deeper than a filter may be would exhaust the stack. */
function bytesOf(input: unknown): number {
  return new TextEncoder().encode(JSON.stringify(input)).length;
}

function readFilter(reading: Reading, input: unknown, place: Place): Filter {
  if (!isObject(input)) {
    reading.fault(place, 'Expected an object such as {"object.status": "active"}.');
    return [];
  }
  return reading.entries(input, place).flatMap(([key, value]) => readClause(key, value, below(place, key)));

  function readClause(key: string, value: unknown, at: Place): Clause[] {
    if (key === '$and' || key === '$or') {
      if (!Array.isArray(value) || value.length === 0) {
        reading.fault(at, `${key} takes a list of filters, at least one.`);
        return [];
      }
      const of = reading.items(value, at, (each, item) => readFilter(reading, each, deeper(item)));
      return [{ operator: key, of, given: value }];
    }
    const fault = key.startsWith('$') ? noSuchOperator(key, ['$and', '$or']) : faultOfPath(key);
    if (fault !== undefined) reading.fault(at, fault);
    const tests = readOperand(reading, value, at);
    return [{ operator: '$path', path: key, segments: segmentsOf(key), tests }];
  }
}

/** What stands at a path: operators, or a value to be equal to; of a list, to any. */
function readOperand(reading: Reading, given: unknown, place: Place): Test[] {
  if (Array.isArray(given)) {
    return [{ operator: '$in', operand: readLiterals(reading, given, place), given }];
  }
  const hasOperators = isObject(given) && Object.keys(given).some((key) => key.startsWith('$'));
  if (hasOperators) return readTests(reading, given, deeper(place));
  return [{ operator: '$eq', operand: readLiteral(reading, given, place), given }];
}

function readTests(reading: Reading, input: object, place: Place): Test[] {
  return reading.entries(input, place).flatMap(([key, operand]) => {
    const test = readTest(reading, { key, operand }, below(place, key));
    return test === undefined ? [] : [test];
  });
}

function readTest(
  reading: Reading,
  { key, operand }: { key: string; operand: unknown },
  place: Place,
): Test | undefined {
  const operator = TEST_OPERATORS.find((each) => each === key);
  const given = { [key]: operand };
  const refuse = (message: string) => {
    reading.fault(place, message);
    return undefined;
  };
  switch (operator) {
    case '$eq':
    case '$ne':
      return { operator, operand: readLiteral(reading, operand, place), given };
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (typeof operand !== 'number' && typeof operand !== 'string') {
        return refuse(
          `${operator} takes a number or a text; a date is a text such as "2026-11-20T00:00:00Z".`,
        );
      }
      readLiteral(reading, operand, place);
      return { operator, operand, given };
    case '$in':
    case '$nin':
    case '$all':
      if (!Array.isArray(operand)) return refuse(`${operator} takes a list of values.`);
      return { operator, operand: readLiterals(reading, operand, place), given };
    case '$exists':
      if (typeof operand !== 'boolean') return refuse('$exists takes true or false.');
      return { operator, operand, given };
    case '$not':
      if (!isObject(operand) || Object.keys(operand).length === 0) {
        return refuse('$not takes operators, such as {"$not": {"$gt": 5}}; for a value there is $ne.');
      }
      return { operator, operand: readTests(reading, operand, deeper(place)), given };
    case undefined:
      return refuse(noSuchOperator(key, TEST_OPERATORS));
  }
}

function noSuchOperator(key: string, allowed: readonly string[]): string {
  if (!key.startsWith('$')) return 'A field cannot stand beside operators; write its path with dots.';
  return `${JSON.stringify(key.slice(0, 100))} cannot stand here; what can: ${allowed.join(', ')}.`;
}
