/** Something to go to, or to do. */
export interface PaletteItem {
  id: string;
  group: 'Events' | 'Webhooks' | 'Go to' | 'Actions' | 'Accounts';
  label: string;
  /** What stands beside it, such as a URL; found by as well. */
  detail?: string;
  /** What else it is found by. */
  code?: string;
  run: () => void;
}

/** The order in which they stand. */
const GROUPS = ['Events', 'Webhooks', 'Go to', 'Actions', 'Accounts'] as const;
/** More of a kind than these are found by typing more. */
const MOST_OF_A_KIND = 8;

/** Better begun with what was typed than just containing it; -1: found by it not at all. */
function rank({ label, detail, code }: PaletteItem, words: readonly string[]): number {
  const [name, beside] = [label.toLowerCase(), `${detail ?? ''} ${code ?? ''}`.toLowerCase()];
  if (!words.every((word) => name.includes(word) || beside.includes(word))) return -1;
  const [first = ''] = words;
  if (name.startsWith(first)) return 2;
  return name.includes(first) ? 1 : 0;
}

/**
 * What every typed word is part of, a kind after the other, the best of each first. Before anything is typed only what
 * there is always: pages and actions.
 */
export function findItems(items: readonly PaletteItem[], typed: string): PaletteItem[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return GROUPS.flatMap((group) => {
    if (words.length === 0 && group === 'Webhooks') return [];
    return items
      .filter((item) => item.group === group)
      .map((item) => ({ item, rank: rank(item, words) }))
      .filter((found) => found.rank >= 0)
      .toSorted((a, b) => b.rank - a.rank)
      .slice(0, words.length === 0 ? undefined : MOST_OF_A_KIND)
      .map((found) => found.item);
  });
}

/** Whether it can be the id of an event; publishers may give ids of their own, which are searched for in the log. */
export function isEventId(typed: string): boolean {
  return /^evt_\w{6,60}$/.test(typed.trim());
}
