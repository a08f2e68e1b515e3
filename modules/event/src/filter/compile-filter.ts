import { isEqual, Literals } from './equality.ts';
import type { Clause, Comparison, Filter, Test } from './filter.ts';
import { Several, valuesAt } from './values-at.ts';

/** Whether an event's data passes. */
export type Passes = (data: unknown) => boolean;
/** Whether what was found at a path passes; undefined where there is nothing. */
type Holds = (found: unknown) => boolean;

/**
 * Makes a filter into a function, once for many events. It takes time in proportion to the data for each clause, runs
 * nothing that is in the filter, and goes no deeper into itself than the filter is deep.
 */
export function compileFilter(filter: Filter): Passes {
  return allOf(filter.map(compileClause));
}

export function compileClause(clause: Clause): Passes {
  if (clause.operator === '$path') {
    const { segments } = clause;
    const holds = allOf(clause.tests.map(compileTest));
    return (data) => holds(valuesAt(data, segments));
  }
  const filters = clause.of.map(compileFilter);
  return clause.operator === '$and' ? allOf(filters) : (data) => filters.some((passes) => passes(data));
}

export function compileTest(test: Test): Holds {
  switch (test.operator) {
    case '$eq':
      return equals(test.operand);
    case '$ne':
      return no(equals(test.operand));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return compares(test.operator, test.operand);
    case '$in':
      return isIn(new Literals(test.operand));
    case '$nin':
      return no(isIn(new Literals(test.operand)));
    case '$all':
      return hasAll(new Literals(test.operand));
    case '$exists':
      return (found) => (found !== undefined) === test.operand;
    case '$not': {
      const holds = allOf(test.operand.map(compileTest));
      return (found) => found !== undefined && !holds(found);
    }
  }
}

function allOf(parts: Passes[]): Passes {
  const [first, ...others] = parts;
  if (first === undefined) return () => true;
  if (others.length === 0) return first;
  return (value) => parts.every((holds) => holds(value));
}

function no(holds: Holds): Holds {
  return (found) => !holds(found);
}

function equals(operand: Parameters<typeof isEqual>[1]): Holds {
  return (found) => anyOf(found, (value) => isEqual(value, operand));
}

function isIn(literals: Literals): Holds {
  return (found) => anyOf(found, (value) => literals.has(value));
}

function hasAll(literals: Literals): Holds {
  return (found) => {
    const missing = literals.keys();
    return anyOf(found, (value) => missing.delete(literals.keyOf(value)) && missing.size === 0);
  };
}

/** Numbers with numbers, texts with texts by their UTF-16 code units; anything else is neither more nor less. */
function compares(operator: Comparison, operand: number | string): Holds {
  const type = typeof operand;
  const isSo = (value: number | string): boolean => {
    switch (operator) {
      case '$gt':
        return value > operand;
      case '$gte':
        return value >= operand;
      case '$lt':
        return value < operand;
      case '$lte':
        return value <= operand;
    }
  };
  return (found) => anyOf(found, (value) => typeof value === type && isSo(value as number | string)); // of the operand's type
}

/** Whether something holds of any value found, or of any item where a value is an array. Never of nothing. */
function anyOf(found: unknown, holds: (value: unknown) => boolean): boolean {
  if (found === undefined) return false;
  if (found instanceof Several) return found.values.some((value) => ofValueOrItem(value, holds));
  return ofValueOrItem(found, holds);
}

function ofValueOrItem(value: unknown, holds: (value: unknown) => boolean): boolean {
  return holds(value) || (Array.isArray(value) && value.some(holds));
}
