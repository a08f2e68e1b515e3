import type { Literal } from './filter.ts';
import { isObject } from './is-object.ts';
import { faultOfName, faultOfText } from './path.ts';
import { below, deeper, type Place, type Reading } from './reading.ts';

/** Reads a value that data is compared with. What is at fault becomes null, since the filter is refused. */
export function readLiteral(reading: Reading, value: unknown, place: Place): Literal {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return accept(value, faultOfText(value));
    case 'number':
      return accept(value, faultOfNumber(value));
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? readList(value) : readObject(value);
    default:
      return accept(null, 'Expected a JSON value.');
  }

  function accept(literal: Literal, fault: string | undefined): Literal {
    if (fault !== undefined) reading.fault(place, fault);
    return literal;
  }

  function readList(list: unknown[]): Literal {
    return reading.reaches(deeper(place)) ? readLiterals(reading, list, deeper(place)) : [];
  }

  function readObject(object: object): Literal {
    if (!isObject(object)) return accept(null, 'Expected a JSON value.');
    const entries = reading.entries(object, deeper(place)).map(([name, each]): [string, Literal] => {
      const at = below(deeper(place), name);
      const fault = faultOfKey(name);
      if (fault !== undefined) reading.fault(at, fault);
      return [name, readLiteral(reading, each, at)];
    });
    return Object.fromEntries(entries);
  }
}

export function readLiterals(reading: Reading, values: unknown[], place: Place): Literal[] {
  return reading.items(values, place, (value, at) => readLiteral(reading, value, at));
}

function faultOfKey(name: string): string | undefined {
  if (name.startsWith('$')) {
    return 'An operator cannot stand inside a value; write the path with dots: {"object.plan": {"$in": ["pro"]}}.';
  }
  return faultOfName(name);
}

function faultOfNumber(value: number): string | undefined {
  if (!Number.isFinite(value)) return 'A number is too large.';
  const losesDigits = Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21;
  return losesDigits ? 'A whole number beyond 2^53 loses digits; data carries it as text.' : undefined;
}
