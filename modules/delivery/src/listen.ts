import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@tidings/kernel';
import pg from 'pg';
import { DUE_CHANNEL, type DueLane, readNotification, THIS_PROCESS } from './wake-up.ts';

const RECONNECT_MS = 1_000;
/** A connection that was lost without a word is told from one on which nothing happens by asking, this often. */
const CHECK_MS = 10_000;
const ANSWER_WITHIN_MS = 5_000;
/** Saying goodbye to a silent server shall not hold up the end of the process. */
const END_WITHIN_MS = 1_000;

/**
 * Calls `onDue` whenever another process announces due deliveries, with the webhooks if they are named. A connection
 * that breaks, or falls silent, is opened again; meanwhile workers look by themselves.
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
  let checks: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    if (stopped) return;
    const opening = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
    });
    client = opening;
    opening.on('notification', ({ payload }) => {
      const { from, lanes } = readNotification(payload);
      if (from !== THIS_PROCESS) onDue(lanes); // this process's own worker was told directly
    });
    opening.on('error', () => undefined); // `end` follows
    opening.on('end', () => {
      clearInterval(checks);
      if (!stopped) timer = setTimeout(() => void connect(), RECONNECT_MS);
    });
    try {
      await opening.connect();
      await opening.query(`LISTEN ${DUE_CHANNEL}`);
      // With a statement that has no answer it is cut rather than closed, and that leads to `end`.
      checks = setInterval(() => void opening.query('SELECT 1').catch(() => opening.end()), CHECK_MS);
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
    clearInterval(checks);
    const ended = client?.end().catch(() => undefined); // broken already
    await Promise.race([ended, sleep(END_WITHIN_MS, undefined, { ref: false })]);
  };
}
