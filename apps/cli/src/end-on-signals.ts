import type { EventEmitter } from 'node:events';
import { EXIT } from './failure.ts';

/** A terminal tells a Ctrl-C to every process that runs in it, and the launcher passes its own on: both are one. */
const SAME_MS = 1_000;

/**
 * Lets what runs come to its end when it is told to, and ends it where somebody insists.
 * @returns the signal that `Surroundings` has.
 */
export function endOnSignals(
  from: Pick<EventEmitter, 'on'>,
  { exit, nowMs = () => performance.now() }: { exit: (code: number) => void; nowMs?: () => number },
): AbortSignal {
  const ended = new AbortController();
  let firstMs: number | undefined;
  const onSignal = () => {
    firstMs ??= nowMs();
    if (ended.signal.aborted && nowMs() - firstMs > SAME_MS) exit(EXIT.interrupted);
    ended.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) from.on(signal, onSignal);
  return ended.signal;
}
