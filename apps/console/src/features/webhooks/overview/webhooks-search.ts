import { webhookBadge } from '@tidings/endpoint/schema';
import { z } from 'zod';

// A value that the router took for a number, such as `?q=123`, is text here.
const words = (most: number) => z.coerce.string().max(most).optional().catch(undefined);

export const BADGES = webhookBadge.options;
export type BadgeName = z.output<typeof webhookBadge>;

/** What the overview shows, how, and what is open beside it, as it stands in the URL. */
export const webhooksSearch = z.object({
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
  sort: z.literal('volume').optional().catch(undefined),
  /** A table if left out. */
  view: z.literal('cards').optional().catch(undefined),
  /** The webhook whose panel is open. */
  webhook: words(64),
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
