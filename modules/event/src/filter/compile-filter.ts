import { isEqual, Literals } from './equality.ts';
import type { Clause, Comparison, Filter, Literal, Test } from './filter.ts';
import { Several, valuesAt } from './values-at.ts';

/** Of so many values each is looked for by itself; of more, what was found is gone through once. */
const FEW = 8;

/** Whether an event's data passes. */
export type Passes = (data: unknown) => boolean;
/** Whether what was found at a path passes; undefined where there is nothing. */
type Holds = (found: unknown) => boolean;

/**
 * Makes a filter into a function, once for many events. It takes time in proportion to the data for each clause, runs
 * nothing that is in the filter, and calls itself no deeper than the filter has keys.
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
  return clause.operator === '$and' ? allOf(filters) : oneOf(filters);
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
      return isIn(test.operand);
    case '$nin':
      return no(isIn(test.operand));
    case '$all':
      return hasAll(test.operand);
    case '$exists':
      return (found) => (found !== undefined) === test.operand;
    case '$not': {
      const holds = allOf(test.operand.map(compileTest));
      return (found) => found !== undefined && !holds(found);
    }
  }
}

function allOf(parts: Passes[]): Passes {
  const [first, second, ...others] = parts;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  const rest = others.length === 0 ? second : allOf([second, ...others]);
  return (value) => first(value) && rest(value);
}

function oneOf(parts: Passes[]): Passes {
  const [first, ...others] = parts;
  if (first === undefined) return () => false;
  if (others.length === 0) return first;
  const rest = oneOf(others);
  return (value) => first(value) || rest(value);
}

function no(holds: Holds): Holds {
  return (found) => !holds(found);
}

function equals(operand: Literal): Holds {
  if (typeof operand === 'object' && operand !== null) {
    return (found) => anyOf(found, (value) => isEqual(value, operand));
  }
  const isSame = (value: unknown) => value === operand;
  // Most of what is found is neither a list nor an object.
  return (found) => found === operand || (typeof found === 'object' && anyOf(found, isSame));
}

function isIn(operands: Literal[]): Holds {
  if (operands.length <= FEW) return oneOf(operands.map(equals));
  const literals = new Literals(operands);
  const isKnown = (value: unknown) => literals.has(value);
  return (found) => anyOf(found, isKnown);
}

function hasAll(operands: Literal[]): Holds {
  if (operands.length === 0) return () => false;
  if (operands.length <= FEW) return allOf(operands.map(equals));
  const literals = new Literals(operands);
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
  if (typeof found !== 'object' || found === null) return found !== undefined && holds(found);
  if (found instanceof Several) return found.values.some((value) => ofValueOrItem(value, holds));
  return ofValueOrItem(found, holds);
}

function ofValueOrItem(value: unknown, holds: (value: unknown) => boolean): boolean {
  return holds(value) || (Array.isArray(value) && value.some(holds));
}
