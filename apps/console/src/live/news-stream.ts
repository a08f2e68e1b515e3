import type { News } from '@tidings/live/schema';

/** `opening`: it is not known yet whether it stands. `broken`: what it would tell has to be asked for. */
export type Connection = 'closed' | 'opening' | 'told' | 'broken';

export interface Subscriber {
  onNews: (id: string, news: News) => void;
  /** The connection broke; it is opened again by itself. */
  onReconnecting: () => void;
  /** Whether trying again soon can help. */
  onFailed: (isRefused: boolean) => void;
  /** The server is done with this one; the next may stand somewhere else. */
  onEnded: () => void;
}

interface Parts {
  /** Opens a connection that goes on after the message with this id. Returns what closes it. */
  connect: (lastEventId: string | undefined, subscriber: Subscriber) => () => void;
  onNews: (news: News) => void;
  /** Who asks may not hear: signed out perhaps. */
  onRefused: () => void;
  random?: () => number;
}

/** A proxy that keeps the stream to itself lets nothing through, not even that it stands. */
const STANDS_WITHIN_MS = 5_000;
const LONGEST_WAIT_MS = 30_000;
const REFUSED_WAIT_MS = 60_000;
const EVERYTHING: News = { everything: true };

/**
 * The one stream of news of this tab, for as long as it is wanted. When it breaks it is opened again, after ever longer
 * waits that differ from tab to tab, and goes on where it was.
 */
export class NewsStream {
  readonly #parts: Parts;
  readonly #random: () => number;
  readonly #listeners = new Set<() => void>();
  #connection: Connection = 'closed';
  #lastEventId: string | undefined;
  #disconnect: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#random = parts.random ?? Math.random;
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Calls back when the connection is another one. Returns the way to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open(): void {
    if (this.#connection !== 'closed') return;
    this.#set('opening');
    this.#connect();
  }

  close(): void {
    this.#drop();
    this.#failures = 0;
    this.#set('closed');
  }

  #connect(): void {
    this.#drop();
    this.#timer = setTimeout(() => this.#break(), STANDS_WITHIN_MS);
    let isCurrent = true;
    const whileCurrent =
      <Arguments extends unknown[]>(act: (...args: Arguments) => void) =>
      (...args: Arguments) => {
        if (isCurrent) act(...args);
      };
    const disconnect = this.#parts.connect(this.#lastEventId, {
      onNews: whileCurrent((id, news) => {
        clearTimeout(this.#timer);
        this.#lastEventId = id;
        this.#failures = 0;
        this.#set('told');
        this.#parts.onNews(news);
      }),
      onReconnecting: whileCurrent(() => this.#break()),
      onEnded: whileCurrent(() => this.#connectIn(200 + this.#random() * 1_000)),
      onFailed: whileCurrent((isRefused) => {
        this.#failures += 1;
        const waitMs = isRefused
          ? REFUSED_WAIT_MS
          : Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** Math.min(this.#failures, 5));
        this.#connectIn(waitMs * (0.5 + this.#random() / 2));
        this.#break();
        if (isRefused) this.#parts.onRefused();
      }),
    });
    this.#disconnect = () => {
      isCurrent = false;
      disconnect();
    };
  }

  #connectIn(ms: number): void {
    this.#drop();
    this.#timer = setTimeout(() => this.#connect(), ms);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    const disconnect = this.#disconnect;
    this.#disconnect = undefined;
    disconnect?.();
  }

  /** Nobody tells any more: all is looked at now, and often from now on. */
  #break(): void {
    if (this.#connection === 'broken') return;
    this.#set('broken');
    this.#parts.onNews(EVERYTHING);
  }

  #set(connection: Connection): void {
    if (this.#connection === connection) return;
    this.#connection = connection;
    for (const listener of this.#listeners) listener();
  }
}
