import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { Clock } from '@tidings/kernel';
import { Agent } from 'undici';
import { Exchange, type Outcome } from './exchange.ts';
import { type ConnectionPhases, guardedConnector } from './guarded-connector.ts';

export type { Outcome };

/** A request that is ready to be sent. */
export type OutgoingRequest = {
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
};

/**
 * The one way out: every request to a customer's URL goes through a sender. It follows no redirect,
 * decompresses nothing, uses no proxy, reads at most 64 KiB, and keeps one deadline over everything.
 */
export class Sender {
  readonly #agent: Agent;
  readonly #clock: Clock;
  readonly #phases = new WeakMap<Socket | Error, ConnectionPhases>();
  readonly #exchanges = new WeakMap<object, Exchange>();
  #dispatching: Exchange | undefined;

  /** @param allowed CIDRs that may be reached besides public addresses. */
  constructor(allowed: string[], clock: Clock) {
    this.#clock = clock;
    this.#agent = new Agent({
      connect: guardedConnector(allowed, clock, (by, phases) => this.#phases.set(by, phases)),
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: 16 * 1024,
    });
    channel('undici:request:create').subscribe(this.#onCreate);
    channel('undici:client:sendHeaders').subscribe(this.#onSendHeaders);
  }

  /** Never throws: whatever goes wrong is the attempt's outcome. */
  send(request: OutgoingRequest): Promise<Outcome> {
    const exchange = new Exchange(this.#clock, request.timeoutMs, (error) => this.#phases.get(error));
    const url = new URL(request.url);
    this.#dispatching = exchange;
    try {
      this.#agent.dispatch(
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method: 'POST',
          headers: request.headers,
          body: request.body,
        },
        exchange,
      );
    } catch (error) {
      exchange.refused(error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.#dispatching = undefined;
    }
    return exchange.outcome;
  }

  async close(): Promise<void> {
    channel('undici:request:create').unsubscribe(this.#onCreate);
    channel('undici:client:sendHeaders').unsubscribe(this.#onSendHeaders);
    await this.#agent.destroy();
  }

  // Undici makes its request object inside `dispatch`, so the exchange being dispatched is the one it belongs to.
  readonly #onCreate = (message: unknown) => {
    if (this.#dispatching) this.#exchanges.set((message as { request: object }).request, this.#dispatching); // shape: undici docs, DiagnosticsChannel.md
  };

  // The first request on a connection is the one that waited for it to open.
  readonly #onSendHeaders = (message: unknown) => {
    const { request, socket } = message as { request: object; socket: Socket }; // shape: undici docs, DiagnosticsChannel.md
    const phases = this.#phases.get(socket);
    if (!phases) return;
    this.#phases.delete(socket);
    this.#exchanges.get(request)?.opened(phases);
  };
}
