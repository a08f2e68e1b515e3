import type { EventType } from '@tidings/event/schema';

import { isSelected, type Selection } from '../../catalog/selection.ts';

type Kind = 'text' | 'number' | 'boolean';

/** Something that people choose events by, and where the types that are selected have it in their data. */
export interface Facet {
  name: string;
  /** "Campaign" */
  label: string;
  /** Where the selected types have it: what is chosen is looked for in each of these. */
  paths: string[];
  /** Where any type of the catalog has it: a filter may have been written for other types. */
  known: string[];
  /** The selected types by where they have it; those that have it nowhere under null. */
  types: Map<string | null, string[]>;
  /** What kind of value stands at a path, by the schema of the first type that has it there. */
  kinds: Map<string, Kind>;
}

const LABELS: Record<string, string> = { workspace: 'Workspace', campaign: 'Campaign', tag: 'Contact tag' };
// There are as many addresses as there are people: they are searched for, not chosen from a list.
const NOT_CHOSEN = new Set(['email']);

/** The facets that the selected types have: those of the shipped catalog first, then the operator's own. */
export function choicesOf(types: readonly EventType[], selection: Selection): Facet[] {
  const selected = types.filter((type) => isSelected(selection, type.name));
  const present = new Set(selected.flatMap((type) => Object.keys(type.facets)));
  const names = [
    ...Object.keys(LABELS).filter((name) => present.has(name)),
    ...[...present].filter((name) => !Object.hasOwn(LABELS, name)).toSorted(),
  ];
  return names
    .filter((name) => !NOT_CHOSEN.has(name))
    .map((name) => {
      const byPath = Map.groupBy(selected, (type) => pathOf(type, name));
      // The place that most have it at stands first in what is written.
      const places = [...byPath].toSorted(([, a], [, b]) => b.length - a.length);
      return {
        name,
        label: LABELS[name] ?? titleOf(name),
        paths: places.map(([path]) => path).filter((path) => path !== null),
        known: [...new Set(types.map((type) => pathOf(type, name)).filter((path) => path !== null))],
        types: new Map([...byPath].map(([path, members]) => [path, members.map((type) => type.name)])),
        kinds: kindsOf(types, name),
      };
    });
}

function titleOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function pathOf(type: EventType, name: string): string | null {
  const facet = type.facets[name];
  if (facet === undefined) return null;
  return typeof facet === 'string' ? facet : facet.value;
}

function kindsOf(types: readonly EventType[], name: string): Map<string, Kind> {
  const kinds = new Map<string, Kind>();
  for (const type of types) {
    const path = pathOf(type, name);
    if (path !== null && !kinds.has(path)) kinds.set(path, kindAt(type.versions[0]?.schema, path.split('.')));
  }
  return kinds;
}

/** Values that were seen are told as texts, and a filter converts nothing: 5 is not "5". */
function kindAt(schema: unknown, [name, ...rest]: string[]): Kind {
  if (typeof schema !== 'object' || schema === null) return 'text';
  const { type, properties, items } = schema as Record<string, unknown>; // an object, of unknown values
  if (items !== undefined) return kindAt(items, name === undefined ? [] : [name, ...rest]);
  if (name !== undefined) {
    const isObject = typeof properties === 'object' && properties !== null;
    return isObject && Object.hasOwn(properties, name) ? kindAt(Reflect.get(properties, name), rest) : 'text';
  }
  const kinds = [type].flat();
  if (kinds.includes('string')) return 'text';
  if (kinds.includes('integer') || kinds.includes('number')) return 'number';
  return kinds.includes('boolean') ? 'boolean' : 'text';
}
