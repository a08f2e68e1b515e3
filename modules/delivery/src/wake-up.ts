import { type Database, perDatabase, statement } from '@tidings/kernel';

/** The channel on which workers listen for news of due deliveries. */
export const DUE_CHANNEL = 'tidings_deliveries_due';

const NOTIFY = statement<never>('delivery.notify', `SELECT pg_notify('${DUE_CHANNEL}', '')`);

/** One notification under way at a time; all that is asked for meanwhile is said by the next one. */
const notifiers = perDatabase((database) => ({ database, sending: false, again: false }));

/**
 * Tells the workers of every process that something is due. Sent after the commit and outside of it, since
 * NOTIFY inside a transaction takes a lock that lets commits through one by one. A lost one costs
 * half a second at most: workers look by themselves as well.
 */
export function wakeWorkers(database: Database): void {
  const notifier = notifiers(database);
  if (notifier.sending) {
    notifier.again = true;
    return;
  }
  notifier.sending = true;
  void database
    .query(NOTIFY)
    .catch(() => undefined) // see above: workers look by themselves as well
    .finally(() => {
      notifier.sending = false;
      if (!notifier.again) return;
      notifier.again = false;
      wakeWorkers(database);
    });
}
