import { listAuditInput } from '@tidings/identity/schema';
import { z } from 'zod';

import { apiRange, rangeSearch } from '../../log/range.ts';

// A value that the router took for a number, such as `?actor=123`, is text here.
const words = (most: number) => z.coerce.string().trim().min(1).max(most).optional().catch(undefined);

/** The filters of the audit log and the row that is open, as they stand in the URL. */
export const auditSearch = rangeSearch.extend({
  /** `webhook.updated`, or `webhook.*`. */
  action: listAuditInput.shape.action.catch(undefined),
  /** Ids of who did it, and of what it was done to. */
  actor: words(200),
  subject: words(200),
  /** The entry whose row is open. */
  entry: words(64),
});
export type AuditSearch = z.output<typeof auditSearch>;

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
