import { type Logger, listenTo } from '@tidings/kernel';
import { DUE_CHANNEL, type DueLane, readNotification, THIS_PROCESS } from './wake-up.ts';

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
  return listenTo(url, {
    channel: DUE_CHANNEL,
    log,
    meanwhile: 'looking for due deliveries by polling',
    onBegin: () => onDue(),
    onNotification: (payload) => {
      const { from, lanes } = readNotification(payload);
      if (from !== THIS_PROCESS) onDue(lanes); // this process's own worker was told directly
    },
  });
}
