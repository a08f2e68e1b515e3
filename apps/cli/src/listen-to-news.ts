import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, failureInStream } from './api.ts';
import { EXIT, Failure } from './failure.ts';
import { readEvents } from './server-sent-events.ts';

/** The server says something every 20 seconds; a connection on which nothing comes for longer is gone. */
const SILENCE_MS = 45_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/** A proxy may end streams as soon as they stand. */
const SHORTEST_MS = 1_000;
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
 * time. News may be lost with the process that has them, and a proxy may keep a stream back: so it also looks before each
 * connection, and whenever the server says that it is there.
 * @throws {Failure} that another try does not mend: a key that is not accepted, or not allowed to.
 */
export async function listenToNews(api: Api, connection: Connection, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      const startedMs = performance.now();
      await connection.onNews();
      await follow(api, connection, signal, () => {
        if (failures > 0) connection.onBack();
        failures = 0;
      });
      // A stream ends by itself after some minutes.
      const leftMs = SHORTEST_MS - (performance.now() - startedMs);
      if (leftMs > 0) await pause(leftMs, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Failure && error.exitCode !== EXIT.unavailable) throw error;
      const againMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (1 + Math.random() / 5);
      failures += 1;
      connection.onBroken(error instanceof Error ? error.message : String(error), againMs);
      await pause(againMs, signal);
    }
  }
}

/** Ends early with the signal. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
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
      if (event === 'serialized-error') throw failureInStream(data, api.url);
      const isNews = event === 'message' && /"(events|everything)":true/.test(data);
      if (!isNews && event !== 'ping') continue;
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
