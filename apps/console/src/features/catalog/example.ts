import type { EventType } from '@tidings/event/schema';

import { versionAt } from './versions.ts';

/** The example of a type's newest version, which is what publishing without a version means. */
export function exampleOf(type: EventType | undefined): Record<string, unknown> | null {
  return versionAt(type?.versions ?? [], null)?.example ?? null;
}

// What people come for first stands first; a category that the operator added follows, System ends the list.
const CATEGORY_ORDER = ['Email', 'Campaign', 'Contact', 'Subscriber', 'Purchase', 'Tag', 'Custom field'];

function rank(category: string): number {
  const known = CATEGORY_ORDER.indexOf(category);
  if (known !== -1) return known;
  return category === 'System' ? Number.MAX_SAFE_INTEGER : CATEGORY_ORDER.length;
}

export function byCategory<Type extends Pick<EventType, 'category'>>(
  types: readonly Type[],
): [string, Type[]][] {
  const groups = Map.groupBy(types, (type) => type.category);
  return [...groups.entries()].toSorted(([a], [b]) => rank(a) - rank(b));
}
