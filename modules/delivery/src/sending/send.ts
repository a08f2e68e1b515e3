import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { Clock } from '@tidings/kernel';
import { Agent } from 'undici';
import { Exchange, type Line, type OutgoingRequest, type Outcome } from './exchange.ts';
import { type ConnectionPhases, guardedConnector, type Lookup } from './guarded-connector.ts';

export type { Outcome, OutgoingRequest };

/** URLs whose parts are remembered; a sender with more webhooks than this parses some of them again. */
const PLACES_LIMIT = 10_000;
/** A connection at rest is closed after so long: undici's own default, which a receiver's `Keep-Alive` could make 150 times that. */
const IDLE_MS = 4_000;
const SEND_HEADERS = channel('undici:client:sendHeaders');

type Place = { scheme: string; host: string; path: string };

/**
 * The one way out: every request to a customer's URL goes through a sender. It follows no redirect,
 * decompresses nothing, uses no proxy, reads at most 64 KiB, and keeps one deadline over everything.
 */
export class Sender implements Line {
  readonly #agent: Agent;
  readonly #clock: Clock;
  readonly #phases = new WeakMap<Socket | Error, ConnectionPhases>();
  readonly #places = new Map<string, Place>();
  #dispatching: Exchange | undefined;
  #starting: Exchange | undefined;

  /**
   * @param allowed CIDRs that may be reached besides public addresses.
   * @param lookup resolves names; the system's resolver unless given.
   */
  constructor(allowed: string[], clock: Clock, lookup?: Lookup) {
    this.#clock = clock;
    this.#agent = new Agent({
      connect: guardedConnector(
        { allowed, lookup, account: () => this.#dispatching?.request.accountId },
        clock,
        {
          // Undici connects inside `dispatch`, so the exchange being dispatched is the one that waits for it. One
          // that connects later, in place of a connection that was closed at rest, is merely not cut short.
          opening: (opening) => this.#dispatching?.opening(opening),
          opened: (by, phases) => this.#phases.set(by, phases),
        },
      ),
      // With HTTP/2 possible, undici would let all requests to a host wait until its first connection stands.
      allowH2: false,
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
      maxHeaderSize: 16 * 1024,
    });
    SEND_HEADERS.subscribe(this.#onSendHeaders);
  }

  /** Never throws: whatever goes wrong is the attempt's outcome. */
  send(request: OutgoingRequest): Promise<Outcome> {
    const exchange = new Exchange(this, request, this.#clock);
    this.#dispatch(exchange);
    return exchange.outcome;
  }

  async close(): Promise<void> {
    SEND_HEADERS.unsubscribe(this.#onSendHeaders);
    await this.#agent.destroy();
  }

  starting(exchange: Exchange): void {
    this.#starting = exchange;
  }

  again(exchange: Exchange): void {
    setImmediate(() => this.#dispatch(exchange)); // undici still takes the connection apart that failed
  }

  phasesOf(error: Error): ConnectionPhases | undefined {
    return this.#phases.get(error);
  }

  #dispatch(exchange: Exchange): void {
    const { url, headers, body, accountId } = exchange.request;
    this.#dispatching = exchange;
    try {
      const { scheme, host, path } = this.#place(url);
      // Undici keeps connections by the text of the origin, and sends nothing of the name in it: so each account has
      // connections of its own. On one that it shared, an answer that nobody asked for would be taken for that to the request
      // of a neighbour at the same host.
      const origin = accountId === undefined ? scheme + host : `${scheme}${accountId}@${host}`;
      this.#agent.dispatch({ origin, path, method: 'POST', headers, body }, exchange);
    } catch (error) {
      exchange.onResponseError(null, error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.#dispatching = undefined;
    }
  }

  #place(url: string): Place {
    let place = this.#places.get(url);
    if (place) return place;
    const { protocol, host, pathname, search } = new URL(url);
    place = { scheme: `${protocol}//`, host, path: pathname + search };
    if (this.#places.size >= PLACES_LIMIT) this.#places.clear();
    this.#places.set(url, place);
    return place;
  }

  // The first request on a connection is the one that waited for it to open. Undici says that a request starts
  // and that its headers are sent one right after the other, so the one that started is the one meant.
  readonly #onSendHeaders = (message: unknown) => {
    const exchange = this.#starting;
    if (!exchange) return; // another sender's
    this.#starting = undefined;
    const { socket } = message as { socket: Socket }; // shape: undici docs, DiagnosticsChannel.md
    exchange.sentOn(socket);
    const phases = this.#phases.get(socket);
    if (!phases) return;
    this.#phases.delete(socket);
    exchange.opened(phases);
  };
}
