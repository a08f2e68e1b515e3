import { focusManager } from '@tanstack/react-query';

import type { Connection } from './news-stream.ts';

/** What holds the stream of this tab; set once, so that who asks for its state need not know all that it acts on. */
interface Held {
  readonly connection: Connection;
  open(): void;
  close(): void;
  onChange(listener: () => void): () => void;
}

/** A tab out of sight keeps its connection for so long: browsers open six to a server, for all tabs together. */
const OUT_OF_SIGHT_MS = 30_000;
/** From one page to the next, nobody may want it for a moment. */
const UNWANTED_MS = 1_000;

let held: Held | undefined;
const listeners = new Set<() => void>();
let wanted = 0;
let closing: ReturnType<typeof setTimeout> | undefined;

/** Gives the tab its stream. Once. */
export function holdStream(stream: Held): void {
  held = stream;
  stream.onChange(() => listeners.forEach((listener) => listener()));
  // A page may be there before the stream is.
  if (wanted > 0 && focusManager.isFocused()) stream.open();
  focusManager.subscribe((isInSight) => {
    if (wanted === 0) return;
    clearTimeout(closing);
    if (isInSight) stream.open();
    else closing = setTimeout(() => stream.close(), OUT_OF_SIGHT_MS);
  });
}

/** Keeps the stream open until what is returned is called, by all who want it. */
export function followConnection(listener: () => void): () => void {
  listeners.add(listener);
  wanted += 1;
  clearTimeout(closing);
  if (focusManager.isFocused()) held?.open();
  return () => {
    listeners.delete(listener);
    wanted -= 1;
    if (wanted === 0) closing = setTimeout(() => held?.close(), UNWANTED_MS);
  };
}

export function connectionNow(): Connection {
  return held?.connection ?? 'closed';
}

/** Whether changes are told of, so that nobody need ask. */
export function isTold(): boolean {
  return connectionNow() === 'told';
}
