import { isEqual, Literals } from './equality.ts';
import type { Clause, Comparison, Filter, Literal, Test } from './filter.ts';
import { Looks } from './looks.ts';
import { Several, valuesAt } from './values-at.ts';

/** Of so many values each is looked for by itself; of more, what was found is gone through once. */
const FEW = 8;

/** Whether an event's data passes. */
type Passes = (data: unknown, looks: Looks) => boolean;
/** Whether what was found at a path passes; undefined where there is nothing. */
type Holds = (found: unknown, looks: Looks) => boolean;

/**
 * Makes a filter into a function, once for many events. It runs nothing that is in the filter, calls itself no deeper
 * than the filter has keys, and lets through what has so long lists that it would have to look too often. Filters that
 * are given the same looks for an event share them.
 */
export function compileFilter(filter: Filter): (data: unknown, looks?: Looks) => boolean {
  const passes = compileClauses(filter);
  return (data, looks = new Looks()) => looks.within(passes, data);
}

export function compileClauses(filter: Filter): Passes {
  return allOf(filter.map(compileClause));
}

export function compileClause(clause: Clause): Passes {
  if (clause.operator === '$path') {
    const { segments } = clause;
    const holds = allOf(clause.tests.map(compileTest));
    return (data, looks) => holds(valuesAt(data, segments, looks), looks);
  }
  const filters = clause.of.map(compileClauses);
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
      return (found, looks) => found !== undefined && !holds(found, looks);
    }
  }
}

function allOf(parts: Passes[]): Passes {
  const [first, second, ...others] = parts;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  const rest = others.length === 0 ? second : allOf([second, ...others]);
  return (value, looks) => first(value, looks) && rest(value, looks);
}

function oneOf(parts: Passes[]): Passes {
  const [first, ...others] = parts;
  if (first === undefined) return () => false;
  if (others.length === 0) return first;
  const rest = oneOf(others);
  return (value, looks) => first(value, looks) || rest(value, looks);
}

function no(holds: Holds): Holds {
  return (found, looks) => !holds(found, looks);
}

function equals(operand: Literal): Holds {
  if (typeof operand === 'object' && operand !== null) {
    return (found, looks) => anyOf(found, looks, (value) => isEqual(value, operand));
  }
  const isSame = (value: unknown) => value === operand;
  // Most of what is found is neither a list nor an object.
  return (found, looks) => found === operand || (typeof found === 'object' && anyOf(found, looks, isSame));
}

function isIn(operands: Literal[]): Holds {
  // A list is gone through once, and not once for each of the values.
  if (operands.length <= FEW && operands.every(isScalar))
    return (found, looks) => anyOf(found, looks, (value) => operands.includes(value as Literal)); // compared, not used
  if (operands.length <= FEW) return oneOf(operands.map(equals));
  const literals = new Literals(operands);
  return (found, looks) => anyOf(found, looks, (value) => literals.has(value, looks));
}

function isScalar(operand: Literal): boolean {
  return typeof operand !== 'object' || operand === null;
}

function hasAll(operands: Literal[]): Holds {
  if (operands.length === 0) return () => false;
  if (operands.length <= FEW) return allOf(operands.map(equals));
  const literals = new Literals(operands);
  return (found, looks) => {
    const missing = literals.keys();
    return anyOf(found, looks, (value) => missing.delete(literals.keyOf(value, looks)) && missing.size === 0);
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
  return (found, looks) =>
    anyOf(found, looks, (value) => typeof value === type && isSo(value as number | string)); // of the operand's type
}

/** Whether something holds of any value found, or of any item where a value is an array. Never of nothing. */
function anyOf(found: unknown, looks: Looks, holds: (value: unknown) => boolean): boolean {
  if (typeof found !== 'object' || found === null) return found !== undefined && holds(found);
  if (found instanceof Several) {
    looks.take(found.values.length);
    return found.values.some((value) => ofValueOrItem(value, looks, holds));
  }
  return ofValueOrItem(found, looks, holds);
}

function ofValueOrItem(value: unknown, looks: Looks, holds: (value: unknown) => boolean): boolean {
  if (holds(value)) return true;
  if (!Array.isArray(value)) return false;
  looks.take(value.length);
  return value.some(holds);
}
