import { oneOf, type Search, searchParams, words } from '../../../log/search-params.ts';
import { BADGES, type BadgeName } from '../badge-name.ts';

/** What the overview shows, how, and what is open beside it, as it stands in the URL. */
export const webhooksSearch = searchParams({
  q: words(200),
  /** Badges, with commas between. */
  status: words(100),
  /** An event type that they are subscribed to. */
  type: words(100),
  /** A category of the catalog: they are subscribed to a type of it. */
  category: words(100),
  /** Who made them, by id. */
  maker: words(200),
  /** Newest first if left out. */
  sort: oneOf(['volume']),
  /** A table if left out. */
  view: oneOf(['cards']),
  /** The webhook whose panel is open. */
  webhook: words(64),
  /** Whether it is edited there. */
  edit: oneOf([true]),
});
export type WebhooksSearch = Search<typeof webhooksSearch>;

export function badgesOf({ status }: WebhooksSearch): BadgeName[] {
  const chosen = (status ?? '').split(',');
  return BADGES.filter((badge) => chosen.includes(badge));
}

export function isFiltered({ q, type, category, maker, ...rest }: WebhooksSearch): boolean {
  return Boolean(q?.trim() || type || category || maker) || badgesOf(rest).length > 0;
}

/** The search without filters; how it is shown, and what is open, stays. */
export function withoutFilters({ sort, view, webhook }: WebhooksSearch): WebhooksSearch {
  return { sort, view, webhook };
}
