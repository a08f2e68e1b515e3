import type { EventType } from '../schema.ts';

/** A value by which people search for an event: `campaign` is `cmp_123`, called "October". */
export type Facet = { name: string; value: string; label: string | null };

/** Of one facet of one event; what comes after them is not searched for. */
const VALUES_LIMIT = 50;
const LENGTH_LIMIT = 320;

/**
 * What the catalog's paths lead to in the data of an event. A path that meets an array goes on in each of its
 * elements. Texts, numbers and booleans count; empty and very long texts do not.
 */
export function facetsOf(type: Pick<EventType, 'facets'>, data: Record<string, unknown>): Facet[] {
  return Object.entries(type.facets).flatMap(([name, facet]) => {
    const { value, label } = typeof facet === 'string' ? { value: facet, label: undefined } : facet;
    const values = textsAt(data, value);
    // One label cannot be told to belong to one of several values.
    const [named = null] = label !== undefined && values.length === 1 ? textsAt(data, label) : [];
    return values.map((text) => ({ name, value: text, label: named }));
  });
}

function textsAt(data: unknown, path: string): string[] {
  let found = [data];
  for (const segment of path.split('.')) found = found.flatMap((each) => childrenOf(each, segment));
  const texts = found.flat().map(textOf);
  return [...new Set(texts.filter((text) => text !== ''))].slice(0, VALUES_LIMIT);
}

function childrenOf(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => childrenOf(each, name));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  return [(value as Record<string, unknown>)[name]]; // an object that has it
}

function textOf(value: unknown): string {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string' || text.length > LENGTH_LIMIT || text.includes('\0')) return '';
  return text.trim();
}
