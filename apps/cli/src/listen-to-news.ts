import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from './api.ts';
import { EXIT, Failure } from './failure.ts';
import { readEvents } from './server-sent-events.ts';

/** The server says something every 20 seconds; a connection on which nothing comes for longer is gone. */
const SILENCE_MS = 45_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const NEWS = `/trpc/live.news?input=${encodeURIComponent('{}')}`;

export type Connection = {
  /** Something may have happened: look. */
  onNews: () => Promise<void>;
  /** It is broken, and made again after this time. */
  onBroken: (reason: string, againMs: number) => void;
  onBack: () => void;
};

/**
 * Looks when there is something to see, until `signal` ends it. Connections break and are made again, later each
 * time; after each it looks, since what was said meanwhile went unheard.
 * @throws {Failure} that another try does not mend: a key that is not accepted, or not allowed to.
 */
export async function listenToNews(api: Api, connection: Connection, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await follow(api, connection, signal, () => {
        if (failures > 0) connection.onBack();
        failures = 0;
      });
      continue; // a stream ends by itself after some minutes
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Failure && error.exitCode !== EXIT.unavailable) throw error;
      const againMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (1 + Math.random() / 5);
      failures += 1;
      connection.onBroken(error instanceof Error ? error.message : String(error), againMs);
      await sleep(againMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function follow(
  api: Api,
  { onNews }: Connection,
  signal: AbortSignal,
  onConnected: () => void,
): Promise<void> {
  const silent = new AbortController();
  const watch = () => silent.abort(new Error('The connection fell silent.'));
  let timer = setTimeout(watch, SILENCE_MS);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(watch, SILENCE_MS);
  };
  let isConnected = false;
  try {
    const stream = await api.stream(NEWS, AbortSignal.any([signal, silent.signal]));
    for await (const { event, data } of readEvents(stream, heard)) {
      if (event === 'serialized-error') throw new Failure(EXIT.unavailable, `${api.url} ended the stream.`);
      if (event !== 'message') continue;
      if (!/"(events|everything)":true/.test(data)) continue;
      // Looking may take long, while receivers answer; what is said meanwhile waits.
      clearTimeout(timer);
      await onNews();
      onConnected();
      isConnected = true;
      heard();
    }
    if (!isConnected)
      throw new Failure(EXIT.unavailable, `${api.url} ended the stream before it said anything.`);
  } finally {
    clearTimeout(timer);
  }
}
