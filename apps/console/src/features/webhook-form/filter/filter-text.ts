import { parseFilter } from '@tidings/event/schema';

import { lineOf } from '../../../ui/json/line-of.ts';
import { readJson, type JsonFault } from '../../../ui/json/read-json.ts';
import type { FilterObject } from './write-filter.ts';

export type FilterReading =
  | { filter: FilterObject; faults?: never }
  | { filter?: never; faults: [JsonFault, ...JsonFault[]] };

/** RFC 6901. */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Reads what stands in the editor, by the same rules as the server. Nothing at all lets everything through. */
export function readFilterText(text: string): FilterReading {
  if (text.trim() === '') return { filter: {} };
  const { value, fault } = readJson(text);
  if (fault) return { faults: [fault] };
  const [first, ...others] = (parseFilter(value).faults ?? []).map(({ path, message }) => ({
    path: pointerOf(path),
    line: lineOf(text, path),
    message,
  }));
  if (first) return { faults: [first, ...others] };
  return { filter: value as FilterObject }; // parseFilter refuses all but objects
}

/** The paths that are compared with `{}`, which is no "anything": it is equal to an empty object only. */
export function emptyOperands(filter: FilterObject): string[] {
  return Object.entries(filter).flatMap(([name, operand]) => {
    if (Array.isArray(operand))
      return name.startsWith('$') ? operand.filter(isObject).flatMap(emptyOperands) : [];
    return isObject(operand) && Object.keys(operand).length === 0 ? [name] : [];
  });
}

function isObject(value: unknown): value is FilterObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
