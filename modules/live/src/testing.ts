import { createLog, openDatabase, readConfig, type RequestContext, systemClock } from '@tidings/kernel';
import { createTestDatabase } from '@tidings/kernel/testing';
import { vi } from 'vitest';
import { followNews } from './follow-news.ts';
import { streamNews } from './stream-news.ts';

const log = createLog('silent');
const config = readConfig({ LOG_LEVEL: 'silent' }, 'dev');

/** A database with processes that serve people: each has a pool of its own and one connection that listens. */
export async function installation() {
  const home = await createTestDatabase({ steps: [] });
  const stops: (() => Promise<void>)[] = [];

  const startProcess = () => {
    const database = openDatabase({ url: home.url, poolSize: 2, entities: [], onError: () => undefined });
    const { close, stop } = followNews(home.url, { database, log });
    stops.push(async () => {
      await stop();
      await database.close();
    });
    /** Opens a stream; it is closed with the process. */
    const open = (given: Partial<RequestContext> = {}, lastEventId?: string) => {
      const hanging = new AbortController();
      const ctx: RequestContext = {
        config,
        database,
        clock: systemClock,
        log,
        requestId: 'test',
        accountId: 'acct_1',
        signedIn: true,
        actor: { type: 'user', id: 'usr_1', name: 'Ada', role: 'developer' },
        ...given,
      };
      const messages = streamNews(ctx, { lastEventId }, hanging.signal);
      /** The next message: its id, and what it says. */
      const next = async () => {
        const { value } = await messages.next();
        return value && { id: String(value[0]), news: value[1] };
      };
      return { messages, next, hangUp: () => hanging.abort() };
    };
    return { database, close, open };
  };

  /** A process that hears what is said from now on. */
  const processes = async (count: number) => {
    const started = Array.from({ length: count }, startProcess);
    await vi.waitFor(async () => {
      const { rows } = await home.database.pool.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN tidings_news'`,
      );
      if (rows.length < count) throw new Error('Not all listen yet.');
    }, 30_000);
    return started;
  };
  const stopAll = async () => {
    for (const stop of stops.splice(0)) await stop();
  };
  return { ...home, processes, stopAll };
}
