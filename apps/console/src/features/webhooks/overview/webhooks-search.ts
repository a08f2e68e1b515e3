import { z } from 'zod';

import { searchWords } from '../../../app/search-words.ts';
import { BADGES, type BadgeName } from '../badge-name.ts';

/** What the overview shows, how, and what is open beside it, as it stands in the URL. */
export const webhooksSearch = z.object({
  q: searchWords(200),
  /** Badges, with commas between. */
  status: searchWords(100),
  /** An event type that they are subscribed to. */
  type: searchWords(100),
  /** A category of the catalog: they are subscribed to a type of it. */
  category: searchWords(100),
  /** Who made them, by id. */
  maker: searchWords(200),
  /** Newest first if left out. */
  sort: z.literal('volume').optional().catch(undefined),
  /** A table if left out. */
  view: z.literal('cards').optional().catch(undefined),
  /** The webhook whose panel is open. */
  webhook: searchWords(64),
  /** Whether it is edited there. */
  edit: z.literal(true).optional().catch(undefined),
});
export type WebhooksSearch = z.output<typeof webhooksSearch>;

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
