import { apiRange, rangeSearch } from '../../log/range.ts';
import { EVENT_TYPES, like, oneOf, type Search, words } from '../../log/search-params.ts';

/** The filters of the event log, the row that is open, and what is open beside it, as they stand in the URL. */
export const eventsSearch = rangeSearch.extend({
  type: like(EVENT_TYPES),
  q: words(320),
  /** The event whose row is open. */
  event: words(64),
  /** What the panel at the side shows: `new`, `all`, or the id of a replay. */
  replay: words(64),
  /** Of a new replay: its webhook, and which of its events. */
  webhook: words(64),
  only: oneOf(['failed', 'missed']),
});
export type EventsSearch = Search<typeof eventsSearch>;

/** What the log shows depends on these alone. */
export function filtersOf({ type, within, after, before, q }: EventsSearch) {
  return { type, within, after, before, q: q?.trim() || undefined };
}

export function isFiltered(search: EventsSearch): boolean {
  return Object.values(filtersOf(search)).some((value) => value !== undefined && value !== '');
}

/** The search without the panel at the side. */
export function withoutPanel(search: EventsSearch): EventsSearch {
  return { ...search, replay: undefined, webhook: undefined, only: undefined };
}

/** The search without filters; what is open beside the log stays. */
export function withoutFilters({ replay, webhook, only }: EventsSearch): EventsSearch {
  return { replay, webhook, only };
}

/** What the API takes for the filters, when it is asked at `nowMs`. */
export function apiFilters(search: EventsSearch, nowMs: number) {
  const { type, q, ...range } = filtersOf(search);
  return { type: type || undefined, q, ...apiRange(range, nowMs) };
}
