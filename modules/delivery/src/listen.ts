import type { Logger } from '@tidings/kernel';
import pg from 'pg';
import { DUE_CHANNEL, type DueLane, readNotification, THIS_PROCESS } from './wake-up.ts';

const RECONNECT_MS = 1_000;

/**
 * Calls `onDue` whenever another process announces due deliveries, with the webhooks if they are named. A connection that breaks is opened again;
 * meanwhile workers look by themselves.
 * @returns a function that ends it.
 */
export function listenForDue(
  url: string,
  log: Logger,
  onDue: (lanes?: DueLane[]) => void,
): () => Promise<void> {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    if (stopped) return;
    const opening = new pg.Client({ connectionString: url, keepAlive: true });
    client = opening;
    opening.on('notification', ({ payload }) => {
      const { from, lanes } = readNotification(payload);
      if (from !== THIS_PROCESS) onDue(lanes); // this process's own worker was told directly
    });
    opening.on('error', () => undefined); // `end` follows
    opening.on('end', () => {
      if (!stopped) timer = setTimeout(() => void connect(), RECONNECT_MS);
    });
    try {
      await opening.connect();
      await opening.query(`LISTEN ${DUE_CHANNEL}`);
      onDue();
    } catch (error) {
      log.warn(
        { err: error },
        'Cannot listen for due deliveries; looking for them by polling until it works',
      );
      await opening.end().catch(() => undefined); // leads to `end`, and from there to the next try
    }
  };
  void connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end().catch(() => undefined); // broken already
  };
}
