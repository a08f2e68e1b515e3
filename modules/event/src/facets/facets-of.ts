import type { EventType } from '../schema.ts';

/** A value by which people search for an event: `campaign` is `cmp_123`, called "October". */
export type Facet = { name: string; value: string; label: string | null };

/** Of one facet of one event; what comes after them is not searched for. */
const VALUES_LIMIT = 50;
const LENGTH_LIMIT = 320;

/** Where a facet's value and its label stand in the data. */
type Place = { name: string; value: string[]; label: string[] | undefined };

/** Paths taken apart, once for each type of the catalog. */
const places = new WeakMap<EventType['facets'], Place[]>();

/**
 * What the catalog's paths lead to in the data of an event. A path that meets an array goes on in each of its
 * elements. Texts, numbers and booleans count; blank and very long texts do not. A value is given as it is, with its blanks:
 * a filter that is made of it compares the whole of it.
 */
export function facetsOf({ facets }: Pick<EventType, 'facets'>, data: Record<string, unknown>): Facet[] {
  const found: Facet[] = [];
  for (const { name, value, label } of placesOf(facets)) {
    const values: string[] = [];
    collect(data, value, 0, values);
    const labels: string[] = [];
    // One label cannot be told to belong to one of several values.
    if (label && values.length === 1) collect(data, label, 0, labels);
    for (const text of values) found.push({ name, value: text, label: labels[0]?.trim() ?? null });
  }
  return found;
}

function placesOf(facets: EventType['facets']): Place[] {
  let known = places.get(facets);
  if (!known) {
    known = Object.entries(facets).map(([name, facet]) => {
      const { value, label } = typeof facet === 'string' ? { value: facet, label: undefined } : facet;
      return { name, value: value.split('.'), label: label?.split('.') };
    });
    places.set(facets, known);
  }
  return known;
}

/** Adds each text to which `path` leads from its segment `at` on. Every event goes through here: no copies. */
function collect(value: unknown, path: string[], at: number, texts: string[]): void {
  if (Array.isArray(value)) {
    for (const each of value) {
      if (texts.length >= VALUES_LIMIT) return;
      collect(each, path, at, texts);
    }
    return;
  }
  const segment = path[at];
  if (segment === undefined) {
    const text = textOf(value);
    if (text !== '' && !texts.includes(text)) texts.push(text);
  } else if (typeof value === 'object' && value !== null && Object.hasOwn(value, segment)) {
    collect((value as Record<string, unknown>)[segment], path, at + 1, texts); // an object that has it
  }
}

function textOf(value: unknown): string {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string' || text.length > LENGTH_LIMIT || text.includes('\0')) return '';
  return text.trim() === '' ? '' : text;
}
