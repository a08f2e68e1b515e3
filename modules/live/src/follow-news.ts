import { type Database, listenTo, type Logger, NEWS_CHANNEL } from '@tidings/kernel';
import { hubOf } from './hub.ts';

/**
 * Hears, by one connection for all streams of this process, what any process tells.
 * @returns `close` ends the streams at once, so that they hold up nobody who waits for requests to end; `stop` also
 * the connection.
 */
export function followNews(
  url: string,
  { database, log }: { database: Database; log: Logger },
): { close: () => void; stop: () => Promise<void> } {
  const hub = hubOf(database);
  const stopListening = listenTo(url, {
    channel: NEWS_CHANNEL,
    log,
    meanwhile: 'consoles ask by themselves now and then',
    onBegin: () => hub.began(),
    onNotification: (payload) => {
      if (payload) hub.heard(payload);
    },
  });
  const close = () => hub.close();
  return {
    close,
    stop: () => {
      close();
      return stopListening();
    },
  };
}
