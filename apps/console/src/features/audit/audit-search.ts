import { apiRange, rangeSearch } from '../../log/range.ts';
import { like, type Search, words } from '../../log/search-params.ts';

const id = (given: unknown): string | undefined => words(200)(given)?.trim() || undefined;

/** The filters of the audit log and the row that is open, as they stand in the URL. */
export const auditSearch = rangeSearch.extend({
  /** `webhook.updated`, or `webhook.*`. */
  action: like(/^[a-z0-9_]{1,60}\.([a-z0-9_]{1,38}|\*)$/),
  /** Ids of who did it, and of what it was done to. */
  actor: id,
  subject: id,
  /** The entry whose row is open. */
  entry: words(64),
});
export type AuditSearch = Search<typeof auditSearch>;

/** What the log shows depends on these alone. */
export function filtersOf({ action, actor, subject, within, after, before }: AuditSearch) {
  return { action, actor, subject, within, after, before };
}

export function isFiltered(search: AuditSearch): boolean {
  return Object.values(filtersOf(search)).some((value) => value !== undefined);
}

/** What the API takes for the filters, when it is asked at `nowMs`. */
export function apiFilters(search: AuditSearch, nowMs: number) {
  const { action, actor, subject } = search;
  return { action, actor, subject, ...apiRange(search, nowMs) };
}
