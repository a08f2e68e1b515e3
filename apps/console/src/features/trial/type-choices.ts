import type { EventType } from '@tidings/event/schema';

import { byCategory } from '../catalog/example.ts';
import { isSelected, type Selection } from '../catalog/selection.ts';

type Choice = Pick<EventType, 'name' | 'category'>;

/** The types to choose from, those that the webhook is subscribed to first. */
export function typeChoices(
  types: readonly Choice[],
  selection: Selection,
): { group: string; items: string[] }[] {
  const names = byCategory(types).flatMap(([, members]) => members.map(({ name }) => name));
  return [
    { group: 'Subscribed', items: names.filter((name) => isSelected(selection, name)) },
    {
      group: 'Not subscribed, and sent all the same',
      items: names.filter((name) => !isSelected(selection, name)),
    },
  ].filter(({ items }) => items.length > 0);
}

/** What stands there before anybody has chosen. */
export function firstChoice(types: readonly Choice[], selection: Selection): string | null {
  return typeChoices(types, selection)[0]?.items[0] ?? null;
}
