import { parseFilter } from '@tidings/event/schema';

import { lineOf } from './line-of.ts';
import type { FilterObject } from './write-filter.ts';

/** What is wrong in the text of a filter, and where. */
export interface TextFault {
  /** A JSON pointer into the filter; empty for the whole. */
  path: string;
  line: number | null;
  message: string;
}

export type FilterReading =
  | { filter: FilterObject; faults?: never }
  | { filter?: never; faults: [TextFault, ...TextFault[]] };

/** RFC 6901. */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Reads what stands in the editor, by the same rules as the server. Nothing at all lets everything through. */
export function readFilterText(text: string): FilterReading {
  if (text.trim() === '') return { filter: {} };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { faults: [syntaxFault(text, error)] };
  }
  const [first, ...others] = (parseFilter(value).faults ?? []).map(({ path, message }) => ({
    path: pointerOf(path),
    line: lineOf(text, path),
    message,
  }));
  if (first) return { faults: [first, ...others] };
  return { filter: value as FilterObject }; // parseFilter refuses all but objects
}

/** Engines tell the place as an offset, as a line, or not at all. */
function syntaxFault(text: string, error: unknown): TextFault {
  const said = error instanceof Error ? error.message : '';
  const offset = /at position (\d+)/.exec(said)?.[1];
  const lineSaid = /line (\d+)/.exec(said)?.[1];
  const end = text.trimEnd().length;
  const isCut = /end of|unterminated/i.test(said) || Number(offset ?? 0) >= end;
  const lines = text.slice(0, end).split('\n').length;
  const line =
    offset === undefined
      ? Number(lineSaid ?? lines)
      : text.slice(0, Number(offset)).trimEnd().split('\n').length;
  const hint = isCut ? 'It ends too early: a bracket or a quotation mark is still open.' : reasonOf(said);
  return { path: '', line, message: `This is not JSON. ${hint}` };
}

function reasonOf(said: string): string {
  const reason = said.replace(/^JSON\.parse: /, '').replace(/,? (in JSON )?at position.*$|, ?"[\s\S]*$/, '');
  return reason ? `${reason.replace(/\.$/, '')}.` : 'Check its commas and quotation marks.';
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
