import { randomUUID } from 'node:crypto';
import { type Database, perDatabase, statement } from '@tidings/kernel';
import type { Worker } from './worker.ts';

/** The channel on which workers listen for news of due deliveries. */
export const DUE_CHANNEL = 'tidings_deliveries_due';

/** Tells this process from others. Not its number: the main processes of containers have the same one. */
export const THIS_PROCESS = randomUUID();

/** A webhook for which something is due. */
export type DueLane = { endpointId: string; accountId: string };

/** A notification holds less than 8,000 bytes; where more webhooks have something due, workers look by themselves. */
const LANES_LIMIT = 100;

const NOTIFY = statement<never>('delivery.notify', `SELECT pg_notify('${DUE_CHANNEL}', $1)`);

/** One notification under way at a time; all that is said meanwhile is in the next one. */
const notifiers = perDatabase((database) => ({
  database,
  sending: false,
  waiting: new Map<string, string>(),
  isForAll: false,
  /** Whether this process's own worker, if there is one, knows all of it already. */
  isOwnTold: true,
}));

/**
 * Tells the workers of every process that something is due; `own` is told directly. Sent after the commit and
 * outside of it, since NOTIFY inside a transaction takes a lock that lets commits through one by one. A lost one
 * costs half a second at most: workers look by themselves as well.
 * @param lanes the webhooks; without them, workers look through the whole queue.
 */
export function wakeWorkers(database: Database, lanes?: DueLane[], own?: Worker): void {
  if (lanes?.length === 0) return;
  own?.wake(lanes);
  const notifier = notifiers(database);
  for (const { endpointId, accountId } of lanes ?? []) notifier.waiting.set(endpointId, accountId);
  notifier.isForAll ||= lanes === undefined;
  notifier.isOwnTold &&= own !== undefined;
  if (!notifier.sending) void send(notifier);
}

async function send(notifier: ReturnType<typeof notifiers>): Promise<void> {
  notifier.sending = true;
  while (notifier.waiting.size > 0 || notifier.isForAll) {
    const lanes = [...notifier.waiting];
    const from = notifier.isOwnTold ? THIS_PROCESS : null;
    const payload = notifier.isForAll || lanes.length > LANES_LIMIT ? '' : JSON.stringify([from, lanes]);
    notifier.waiting.clear();
    notifier.isForAll = false;
    notifier.isOwnTold = true;
    await notifier.database.query(NOTIFY, [payload]).catch(() => undefined); // see above: workers look by themselves as well
  }
  notifier.sending = false;
}

/** @returns the lanes that a notification names, and `from` whom if that process's worker has been told; none when another process's workers are to look by themselves. */
export function readNotification(payload: string | undefined): { from?: string | null; lanes?: DueLane[] } {
  if (!payload) return {};
  const [from, lanes] = JSON.parse(payload) as [string | null, [string, string][]]; // written by `send`
  return { from, lanes: lanes.map(([endpointId, accountId]) => ({ endpointId, accountId })) };
}
