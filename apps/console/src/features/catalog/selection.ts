import { counted } from '../../format/number.ts';

/** What a webhook is subscribed to: names, `resource.*` and `*`, in any mix. */
export type Selection = readonly string[];

function covers(subscription: string, type: string): boolean {
  if (subscription === '*') return true;
  return subscription.endsWith('.*') ? type.startsWith(subscription.slice(0, -1)) : subscription === type;
}

export function isSelected(selection: Selection, type: string): boolean {
  return selection.some((subscription) => covers(subscription, type));
}

export function selectedTypes(selection: Selection, all: readonly string[]): string[] {
  return all.filter((type) => isSelected(selection, type));
}

/** The subscriptions that no type of the catalog matches: the server would refuse them. */
export function unmatched(selection: Selection, all: readonly string[]): string[] {
  return selection.filter((subscription) => !all.some((type) => covers(subscription, type)));
}

/**
 * Turns types on or off. A wildcard that covers a type which is turned off is replaced by the names of
 * the other types it covers, so that one click changes one tick.
 */
export function setTypes(
  selection: Selection,
  types: readonly string[],
  on: boolean,
  all: readonly string[],
): string[] {
  if (on) return [...selection, ...types.filter((type) => !isSelected(selection, type))];
  const off = new Set(types);
  const kept = selection.flatMap((subscription) => {
    if (![...off].some((type) => covers(subscription, type))) return [subscription];
    return all.filter((type) => covers(subscription, type) && !off.has(type));
  });
  return [...new Set(kept)];
}

/**
 * "All 32 events", "7 events", "1 event": short enough for a table; and the name where it is of one only. As long as
 * the catalog is not known, what a wildcard covers is not known either, and it stands for itself.
 */
export function selectionSummary(
  selection: Selection,
  all: readonly string[] | undefined,
): { words: string; only?: string | undefined } {
  const [first] = selection;
  if (selection.length === 1 && first && !first.endsWith('*')) return { words: '1 event', only: first };
  if (!all) return { words: first === '*' ? 'All events' : selection.join(', ') };
  const names = selectedTypes(selection, all);
  const words = counted(names.length, 'event');
  return {
    words: selection.includes('*') && names.length > 1 ? `All ${words}` : words,
    only: names.length === 1 ? names[0] : undefined,
  };
}
