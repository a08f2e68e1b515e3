import type { Query, QueryFilters } from '@tanstack/react-query';
import type { News } from '@tidings/live/schema';

import { client, queryClient, trpc } from '../api/client.ts';
import { deliveryLog, patchLogs } from '../features/deliveries/delivery-log-query.ts';
import type { LogSearch } from '../features/deliveries/log-search.ts';
import { readRowsAgain } from '../features/webhooks/webhook-rows-query.ts';
import { LARGEST_PAGE, logKey, readOlderAgain } from '../log/log-query.ts';
import type { Log, LogRow } from '../log/log.ts';
import { newPace } from './pace.ts';

const ROWS_MS = 1_000;
const SUMMARY_MS = 2_000;
const COUNTS_MS = 5_000;
/** What reads much: charts, searches, long logs. */
const LARGE_MS = 10_000;

const pace = newPace();

/** What is on screen and not stopped: a log that somebody has paused sets no interval. */
function isFollowed(query: Query): boolean {
  return query.observers.some(
    ({ options }) => options.refetchInterval !== undefined && options.refetchInterval !== false,
  );
}

/** What is followed is read again, as often as `apartMs` allows; all else when it is shown next. */
function readAgain(name: string, apartMs: number, filters: QueryFilters): void {
  void queryClient.invalidateQueries({ ...filters, refetchType: 'none' });
  const followed: QueryFilters = {
    ...filters,
    type: 'active',
    predicate: (query) => isFollowed(query) && (filters.predicate?.(query) ?? true),
  };
  const isFirst = ({ state }: Query) => state.fetchStatus === 'fetching' && state.data === undefined;
  const first = queryClient.getQueryCache().findAll(filters).filter(isFirst);
  // What is asked for the first time may be answered without what is new, and is not asked anew before it is.
  const again = () => readAgain(name, apartMs, filters);
  for (const { promise } of first) void promise?.then(again, again);
  if (queryClient.getQueryCache().findAll(followed).length === 0) return;
  pace(name, apartMs, () => queryClient.refetchQueries(followed));
}

/** Looks again at whatever news say has changed. */
export function readNews(news: News): void {
  if (news.everything) return readEverything();
  for (const [webhookId, ids] of Object.entries(news.deliveries ?? {})) readDeliveries(webhookId, ids);
  if (news.deliveries) {
    readAgain('activity', COUNTS_MS, trpc.webhooks.activity.pathFilter());
    // Of what a banner says of a failing webhook one half is metrics.
    readAgain('metrics', LARGE_MS, trpc.metrics.pathFilter());
    readAgain('how it fails', LARGE_MS, trpc.notifications.banner.pathFilter());
    readAgain('event', ROWS_MS, trpc.events.get.pathFilter());
  }
  if (news.webhooks) readWebhooks(news.webhooks);
  // A banner comes and goes with the badge, and pushes down what is below it.
  if (news.notices) readAgain('notices', ROWS_MS, trpc.notifications.pathFilter());
  else if (news.webhooks) readAgain('banner', ROWS_MS, trpc.notifications.banner.pathFilter());
  if (news.events) readEvents();
}

/** Named since rows were read last. */
const named = new Set<string>();

/** What shows one webhook is read as a whole; of the list those rows alone that are named. */
function readWebhooks(ids: readonly string[]): void {
  readAgain('webhook', ROWS_MS, trpc.webhooks.get.pathFilter());
  readAgain('activity', COUNTS_MS, trpc.webhooks.activity.pathFilter());
  readAgain('counts', ROWS_MS, trpc.metrics.overview.pathFilter());
  for (const id of ids) named.add(id);
  pace('rows of webhooks', ROWS_MS, () => {
    const now = [...named];
    named.clear();
    return readRowsAgain(now);
  });
}

function readEverything(): void {
  readAgain('webhooks', ROWS_MS, trpc.webhooks.pathFilter());
  readAgain('notices', ROWS_MS, trpc.notifications.pathFilter());
  readAgain('metrics', LARGE_MS, trpc.metrics.pathFilter());
  readAgain('event', ROWS_MS, trpc.events.get.pathFilter());
  readEvents();
  readAgain('delivery', ROWS_MS, trpc.deliveries.get.pathFilter());
  readAgain('failed', SUMMARY_MS, trpc.deliveries.failedSummary.pathFilter());
  readAgain('attempts', ROWS_MS, trpc.deliveries.latestAttempts.pathFilter());
  readAgain('logs', ROWS_MS, { queryKey: logKey('deliveries') });
  for (const webhookId of loggedWebhooks()) readOlderRows(webhookId, null);
}

function readEvents(): void {
  const isSearch = ({ queryKey }: Query) => JSON.stringify(queryKey).includes('"q":');
  const queryKey = logKey('events');
  readAgain('events', ROWS_MS, { queryKey, predicate: (query) => !isSearch(query) });
  readAgain('searches', LARGE_MS, { queryKey, predicate: isSearch });
}

function readDeliveries(webhookId: string, ids: readonly string[] | null): void {
  readAgain(`log ${webhookId}`, ROWS_MS, { queryKey: logKey('deliveries', webhookId) });
  readOlderRows(webhookId, ids);
  readAgain(`attempts ${webhookId}`, ROWS_MS, trpc.deliveries.latestAttempts.queryFilter({ id: webhookId }));
  readAgain(`failed ${webhookId}`, SUMMARY_MS, trpc.deliveries.failedSummary.queryFilter({ id: webhookId }));
  readAgain(`delivery of ${webhookId}`, ROWS_MS, {
    ...trpc.deliveries.get.pathFilter(),
    predicate: ({ queryKey }) => ids === null || ids.some((id) => JSON.stringify(queryKey).includes(id)),
  });
}

/** The key of a delivery log, as `deliveryLog` made it. */
type DeliveryLogKey = readonly [string, string, webhookId: string, filters: LogSearch];

function followedLogs(...of: string[]): { key: DeliveryLogKey; log: Log<LogRow> }[] {
  return queryClient
    .getQueryCache()
    .findAll({ queryKey: logKey('deliveries', ...of), type: 'active', predicate: isFollowed })
    .flatMap(({ queryKey, state }) =>
      state.data ? [{ key: queryKey as unknown as DeliveryLogKey, log: state.data as Log<LogRow> }] : [],
    );
}

function loggedWebhooks(): Set<string> {
  return new Set(followedLogs().map(({ key: [, , webhookId] }) => webhookId));
}

/** Rows below the newest are read again by nobody: those that are named one by one, or else all that are shown. */
function readOlderRows(webhookId: string, ids: readonly string[] | null): void {
  const long = followedLogs(webhookId).filter(({ log }) => log.rows.length > LARGEST_PAGE);
  if (long.length === 0) return;
  if (ids === null) {
    pace(`older rows of ${webhookId}`, LARGE_MS, async () => {
      for (const { key } of long) await readOlderAgain(deliveryLog(webhookId, key[3]));
    });
    return;
  }
  const older = new Set(long.flatMap(({ log }) => log.rows.slice(LARGEST_PAGE).map((row) => row.id)));
  for (const id of ids.filter((each) => older.has(each)))
    pace(`row ${id}`, ROWS_MS, async () => patchLogs(await client.deliveries.get.query({ id })));
}
