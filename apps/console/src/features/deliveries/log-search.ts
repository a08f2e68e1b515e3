import type { DeliveryStatus } from '@tidings/delivery/schema';

import { apiRange, rangeSearch } from '../../log/range.ts';
import { EVENT_TYPES, type Search, words } from '../../log/search-params.ts';

// By a record, so that none can be left out.
const STATUSES: Record<DeliveryStatus, true> = {
  pending: true,
  retrying: true,
  succeeded: true,
  failed: true,
  cancelled: true,
  archived: true,
};

/** The filters of the log and the row that is open, as they stand in the URL; several values with commas between. */
export const logSearch = rangeSearch.extend({
  status: words(100),
  type: words(2_000),
  q: words(200),
  delivery: words(64),
});
export type LogSearch = Search<typeof logSearch>;

const listOf = (text: string | undefined): string[] => (text ?? '').split(',').filter(Boolean);

export function statusesOf(search: LogSearch): DeliveryStatus[] {
  return listOf(search.status).filter((each): each is DeliveryStatus => Object.hasOwn(STATUSES, each));
}

export function typesOf(search: LogSearch): string[] {
  return listOf(search.type).filter((each) => EVENT_TYPES.test(each));
}

/** Several values as one parameter, and none as no parameter. */
export function joined(values: readonly string[]): string | undefined {
  return values.join(',') || undefined;
}

export function isFiltered({ delivery: _open, ...filters }: LogSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined && value !== '');
}

/** As links to what failed do, in the console and in e-mails: what they promise may be gone by the time they are followed. */
export function asksOnlyForFailed({ status, ...others }: LogSearch): boolean {
  const statuses = statusesOf({ status });
  const isOfFailed = statuses.every((each) => each === 'failed' || each === 'retrying');
  return statuses.includes('failed') && isOfFailed && !isFiltered(others);
}

/** What the API takes for these filters, when it is asked at `nowMs`. */
export function apiFilters(search: LogSearch, nowMs: number) {
  const statuses = statusesOf(search);
  const types = typesOf(search);
  return {
    status: statuses.length > 0 ? statuses : undefined,
    type: types.length > 0 ? types : undefined,
    ...apiRange(search, nowMs),
    q: search.q?.trim() || undefined,
  };
}
