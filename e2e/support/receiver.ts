import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './until.ts';

/** One request as it arrived: nothing parsed, nothing lost. */
export type Arrival = {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
  /** Milliseconds on this process's monotonic clock. */
  atMs: number;
};

/** What a receiver does with a request that has arrived whole. */
export type Behaviour = (response: http.ServerResponse, arrival: Arrival) => void;

/** A real HTTP server that records every request and answers as it is told. */
export class Receiver {
  /** What is done with requests that no script claims. */
  behaviour: Behaviour = status(204);
  readonly arrivals: Arrival[] = [];
  readonly #server: http.Server;
  readonly #script: Behaviour[] = [];

  constructor() {
    this.#server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('error', () => undefined); // a sender that was killed; what arrived whole is all that counts
      request.once('end', () => {
        const arrival = {
          method: request.method ?? '',
          path: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks),
          atMs: performance.now(),
        };
        this.arrivals.push(arrival);
        (this.#script.shift() ?? this.behaviour)(response, arrival);
      });
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hooks`;
  }

  /** The next requests are met by these, one each. */
  next(...behaviours: Behaviour[]): void {
    this.#script.push(...behaviours);
  }

  /** Waits until at least `count` requests have arrived and answers them. */
  received(count: number): Promise<Arrival[]> {
    return until(
      () => this.arrivals,
      (arrivals) => arrivals.length >= count,
      { what: `${count} requests arrive` },
    );
  }

  /** Of one event, in the order of arrival. */
  ofEvent(eventId: string): Arrival[] {
    return this.arrivals.filter(({ headers }) => headers['webhook-id'] === eventId);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

export function startReceiver(): Promise<Receiver> {
  return new Receiver().listen();
}

export function status(code: number, headers: Record<string, string> = {}, body = ''): Behaviour {
  return (response) => response.writeHead(code, headers).end(body);
}

export function redirect(to: string): Behaviour {
  return status(302, { location: to });
}

/** Takes the request and never answers. */
export const hang: Behaviour = () => undefined;

/** Begins a good answer and then sends a byte now and then for ever. */
export const drip: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'text/plain' }).write('.');
  const timer = setInterval(() => response.write('.'), 50);
  response.once('close', () => clearInterval(timer));
};

/** Cuts the connection instead of answering. */
export const reset: Behaviour = (response) => {
  response.socket?.resetAndDestroy();
};

/** Begins an answer that promises more than it brings, and cuts the connection. */
export const cutShort: Behaviour = (response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('half', () => response.socket?.resetAndDestroy());
};

/** Answers 200 with a body that never ends, as fast as it is read. */
export const flood: Behaviour = (response) => {
  const block = Buffer.alloc(16 * 1024, 'x');
  const pour = () => {
    while (!response.destroyed && response.write(block));
    response.once('drain', pour);
  };
  response.writeHead(200, { 'content-type': 'text/plain' });
  pour();
};

/** Holds answers back until they are let go. */
export class Gate {
  readonly #held: (() => void)[] = [];
  #open = false;

  readonly behaviour: Behaviour = (response, arrival) => {
    const answer = () => status(204)(response, arrival);
    if (this.#open) answer();
    else this.#held.push(answer);
  };

  open(): void {
    this.#open = true;
    for (const answer of this.#held.splice(0)) answer();
  }
}
