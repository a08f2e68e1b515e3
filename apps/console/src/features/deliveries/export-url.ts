import { apiFilters, type LogSearch } from './log-search.ts';

/** Where the deliveries that the filters leave are had as CSV (with `Accept: text/csv`). */
export function exportUrl(webhookId: string, search: LogSearch, nowMs: number): string {
  const { status, type, ...rest } = apiFilters(search, nowMs);
  const given = { status: status?.join(','), type: type?.join(','), ...rest };
  const params = new URLSearchParams(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const query = params.size > 0 ? `?${params}` : '';
  return `/api/v1/webhooks/${webhookId}/deliveries${query}`;
}

/** "deliveries-billing-ledger-2026-11-20.csv": a name that every file system takes. */
export function exportName(webhookName: string, nowMs: number): string {
  const slug = webhookName
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return `deliveries-${slug || 'webhook'}-${new Date(nowMs).toISOString().slice(0, 10)}.csv`;
}
