import type { Delivery } from '@tidings/delivery/schema';

import { client, queryClient, trpc } from '../../api/client.ts';
import { changeLogs, logKey, type LogSource } from '../../log/log-query.ts';
import { patchLog } from '../../log/log.ts';
import { apiFilters, type LogSearch } from './log-search.ts';

const ALL_LOGS = { queryKey: logKey('deliveries') };

/** The deliveries of a webhook, newest first. */
export function deliveryLog(id: string, { delivery: _open, ...filters }: LogSearch): LogSource<Delivery> {
  return {
    key: logKey('deliveries', id, filters),
    read: (page) => client.deliveries.list.query({ id, ...apiFilters(filters, Date.now()), ...page }),
    isTold: true,
  };
}

/** Shows in every log what has become of a delivery. */
export function patchLogs(delivery: Delivery): void {
  changeLogs<Delivery>(ALL_LOGS, (log) => patchLog(log, [delivery]));
}

export function stopReadingLogs(): Promise<void> {
  return queryClient.cancelQueries(ALL_LOGS);
}

/** With the latest attempts, which stand in no log. */
export async function readLogsAgain(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries(ALL_LOGS),
    queryClient.invalidateQueries(trpc.deliveries.latestAttempts.pathFilter()),
  ]);
}

/** After many deliveries changed at once: no row that was known stays, but for the moment until others are read. */
export function readLogsAnew(): Promise<void> {
  changeLogs<Delivery>(ALL_LOGS, (log) => ({ ...log, outdated: true }));
  return readLogsAgain();
}
