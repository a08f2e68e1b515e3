import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from './log.ts';

const RECONNECT_MS = 1_000;
/** A connection that was lost without a word is told from one on which nothing happens by asking, this often. */
const CHECK_MS = 10_000;
const ANSWER_WITHIN_MS = 5_000;
/** Saying goodbye to a silent server shall not hold up the end of the process. */
const END_WITHIN_MS = 1_000;

type Listener = {
  /** A name of ours: it becomes part of a statement. */
  channel: string;
  log: Logger;
  /** What is done without notifications, for the log. */
  meanwhile: string;
  /** Called when it begins to listen, each time anew: what was said before went unheard. */
  onBegin: () => void;
  onNotification: (payload: string | undefined) => void;
};

/**
 * Hears what is said on a channel of the database. A connection that breaks, or falls silent, is opened again.
 * @returns a function that ends it.
 */
export function listenTo(url: string, listener: Listener): () => Promise<void> {
  const { channel, log, meanwhile, onBegin, onNotification } = listener;
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
    opening.on('notification', ({ payload }) => onNotification(payload));
    opening.on('error', () => undefined); // `end` follows
    opening.on('end', () => {
      clearInterval(checks);
      if (!stopped) timer = setTimeout(() => void connect(), RECONNECT_MS);
    });
    try {
      await opening.connect();
      await opening.query(`LISTEN ${channel}`);
      // With a statement that has no answer it is cut rather than closed, and that leads to `end`.
      checks = setInterval(() => void opening.query('SELECT 1').catch(() => opening.end()), CHECK_MS);
      onBegin();
    } catch (error) {
      log.warn({ err: error, channel }, `Cannot listen to the database; ${meanwhile} until it works`);
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
