import type { ListedWebhook } from '@tidings/endpoint/schema';

import { isSelected } from '../../catalog/selection.ts';
import { makerWords } from '../../session/maker-words.ts';
import { badgeName } from '../badge-name.ts';
import { badgesOf, type WebhooksSearch } from './webhooks-search.ts';

/** Of the catalog, what filters need. */
interface Type {
  name: string;
  category: string;
}

/**
 * The webhooks that every filter of the search leaves, in the order they came. Null while that cannot be said: a category
 * is asked for, and what belongs to it is not known yet.
 */
export function narrow(
  webhooks: readonly ListedWebhook[],
  search: WebhooksSearch,
  types: readonly Type[] | undefined,
): ListedWebhook[] | null {
  if (search.category && !types) return null;
  const badges = badgesOf(search);
  const words = search.q?.trim().toLowerCase() ?? '';
  const ofCategory = types?.filter((type) => type.category === search.category);
  return webhooks.filter(
    (webhook) =>
      (badges.length === 0 || badges.includes(badgeName(webhook))) &&
      (!words || webhook.name.toLowerCase().includes(words) || webhook.url.toLowerCase().includes(words)) &&
      (!search.type || isSelected(webhook.events, search.type)) &&
      (!search.category || ofCategory?.some(({ name }) => isSelected(webhook.events, name))) &&
      (!search.maker || webhook.created_by.id === search.maker),
  );
}

/** Newest first as they come, or those first that had the most deliveries in seven days; of two that had as many the newer. */
export function inOrder(
  webhooks: readonly ListedWebhook[],
  sort: WebhooksSearch['sort'],
  volumeOf: (id: string) => number,
): ListedWebhook[] {
  if (sort === undefined) return [...webhooks];
  return webhooks.toSorted((a, b) => volumeOf(b.id) - volumeOf(a.id) || (a.id < b.id ? 1 : -1));
}

/** Everyone who made one of the webhooks, to choose from. */
export function makersOf(webhooks: readonly ListedWebhook[]): { value: string; label: string }[] {
  const makers = new Map(webhooks.map(({ created_by: maker }) => [maker.id, makerWords(maker)]));
  return [...makers]
    .map(([value, label]) => ({ value, label }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}
