import { deliveryStatus, type DeliveryStatus } from '@tidings/delivery/schema';
import type { z } from 'zod';

import { apiRange, rangeSearch } from '../../log/range.ts';
import { searchWords } from '../../app/search-words.ts';

/** The filters of the log and the row that is open, as they stand in the URL; several values with commas between. */
export const logSearch = rangeSearch.extend({
  status: searchWords(100),
  type: searchWords(2_000),
  q: searchWords(200),
  delivery: searchWords(64),
});
export type LogSearch = z.output<typeof logSearch>;

const listOf = (text: string | undefined): string[] => (text ?? '').split(',').filter(Boolean);

export function statusesOf(search: LogSearch): DeliveryStatus[] {
  return listOf(search.status).flatMap((each) => {
    const parsed = deliveryStatus.safeParse(each);
    return parsed.success ? [parsed.data] : [];
  });
}

export function typesOf(search: LogSearch): string[] {
  return listOf(search.type);
}

/** Several values as one parameter, and none as no parameter. */
export function joined(values: readonly string[]): string | undefined {
  return values.join(',') || undefined;
}

export function isFiltered({ delivery: _open, ...filters }: LogSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined && value !== '');
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
