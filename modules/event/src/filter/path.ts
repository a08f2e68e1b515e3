import { PROTO, refusalOfName } from '@tidings/kernel/schema';
import type { Segment } from './filter.ts';

/** Data is nested 50 levels deep at most; a longer path finds nothing. */
const SEGMENTS_LIMIT = 50;

/** They lead out of the data, to what all objects have in common. */
const FORBIDDEN_NAMES = new Set([PROTO, 'prototype', 'constructor']);

/** What is wrong with a dotted path. */
export function faultOfPath(path: string): string | undefined {
  const names = path.split('.');
  if (names.length > SEGMENTS_LIMIT) return `A path has at most ${SEGMENTS_LIMIT} names.`;
  if (names.includes('')) return 'A path is names with dots between them, such as "object.status".';
  if (names.some((name) => name.startsWith('$'))) return 'An operator cannot be part of a path.';
  return names.map(faultOfName).find((fault) => fault !== undefined);
}

/** What is wrong with the name of a field. */
export function faultOfName(name: string): string | undefined {
  if (FORBIDDEN_NAMES.has(name)) return refusalOfName(name);
  return faultOfText(name);
}

/** What JSON can carry and neither UTF-8 nor Postgres can keep. */
export function faultOfText(text: string): string | undefined {
  if (text.includes('\0')) return 'Text cannot contain the character NUL.';
  return text.isWellFormed() ? undefined : 'Text cannot contain half a character.';
}

export function segmentsOf(path: string): Segment[] {
  return path.split('.').map((name) => ({
    name,
    index: /^(0|[1-9]\d{0,8})$/.test(name) ? Number(name) : undefined,
    isInherited: name in Object.prototype,
  }));
}
