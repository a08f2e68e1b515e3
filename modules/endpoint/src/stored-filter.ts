import { createHash } from 'node:crypto';
import { parseFilter } from '@tidings/event/schema';
import type { Webhook } from './schema.ts';

/** A filter as it is stored; no filter and one that lets everything through are the same. */
export function storedFilter(filter: Webhook['filter']): {
  filter: string | null;
  filterHash: string | null;
} {
  if (Object.keys(filter).length === 0) return { filter: null, filterHash: null };
  const text = JSON.stringify(filter);
  return { filter: text, filterHash: createHash('sha256').update(text).digest('base64url') };
}

type Filter = NonNullable<ReturnType<typeof parseFilter>['filter']>;

/** A stored filter, or why this release cannot read it: an older one accepted it. */
export function readStoredFilter(
  text: string,
): { filter: Filter; fault?: never } | { filter?: never; fault: string } {
  try {
    const { filter, faults } = parseFilter(JSON.parse(text));
    return filter ? { filter } : { fault: faults[0]?.message ?? '' };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** A stored filter as its owner gave it. */
export function shownFilter({ filter }: { filter?: string | null }): Webhook['filter'] {
  return filter ? (JSON.parse(filter) as Webhook['filter']) : {}; // what was accepted and written above
}
