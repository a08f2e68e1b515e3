import type { Literal } from './filter.ts';
import { isObject } from './is-object.ts';
import { Looks } from './looks.ts';
import { FILTER_LEVELS_LIMIT } from './reading.ts';

/**
 * Whether a value of the data is the same as one of the filter: of the same type, lists in the same order, objects
 * with the same fields in any order. Goes no deeper than the filter.
 */
export function isEqual(value: unknown, literal: Literal): boolean {
  if (value === literal) return true;
  if (typeof literal !== 'object' || literal === null) return false;
  if (Array.isArray(literal)) {
    if (!Array.isArray(value) || value.length !== literal.length) return false;
    return literal.every((each, index) => isEqual(value[index], each));
  }
  if (!isObject(value)) return false;
  const names = Object.keys(literal);
  return (
    names.length === Object.keys(value).length &&
    names.every((name) => Object.hasOwn(value, name) && isEqual(value[name], literal[name] ?? null))
  );
}

/** Many values of a filter, in which one of the data is looked up at once, however many they are. */
export class Literals {
  readonly #keys: ReadonlySet<unknown>;
  readonly #hasComposite: boolean;

  constructor(literals: Literal[]) {
    this.#hasComposite = literals.some((each) => typeof each === 'object' && each !== null);
    this.#keys = new Set(literals.map((each) => this.keyOf(each, new Looks())));
  }

  has(value: unknown, looks: Looks): boolean {
    return this.#keys.has(this.keyOf(value, looks));
  }

  /** The key of each, to be crossed off. */
  keys(): Set<unknown> {
    return new Set(this.#keys);
  }

  /** The same for equal values: the value itself, and of lists and objects a text that no value of a filter is. */
  keyOf(value: unknown, looks: Looks): unknown {
    if (typeof value === 'string') return value.startsWith('\0') ? undefined : value;
    if (typeof value !== 'object' || value === null) return value;
    if (!this.#hasComposite) return undefined;
    const text = canonical(value, FILTER_LEVELS_LIMIT, looks);
    return text === undefined ? undefined : `\0${text}`;
  }
}

/** Writing a value takes longer than comparing it. */
const LOOKS_FOR_TEXT = 5;

/** JSON with the names of each object in order; undefined for what is deeper than any filter. */
function canonical(value: unknown, levels: number, looks: Looks): string | undefined {
  looks.take(LOOKS_FOR_TEXT);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (levels === 0) return undefined;
  const parts: string[] = [];
  const isList = Array.isArray(value);
  for (const [name, each] of isList ? value.entries() : Object.entries(value).toSorted(byName)) {
    const text = canonical(each, levels - 1, looks);
    if (text === undefined) return undefined;
    parts.push(isList ? text : `${JSON.stringify(name)}:${text}`);
  }
  return isList ? `[${parts.join()}]` : `{${parts.join()}}`;
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}
