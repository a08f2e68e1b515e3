import { createServer, type RequestListener, type Server } from 'node:http';
import { answerClientErrors } from './client-error.ts';

/** How much of this process one client can hold by being slow, or many. */
export type Bounds = {
  /** Request line and headers together; more is answered 431. */
  headerBytes: number;
  /** From the first byte to the end of the headers; then 408. */
  headersTimeoutMs: number;
  /** From the first byte to the end of the body; then 408. */
  requestTimeoutMs: number;
  /** Without a byte in either direction; then the connection is cut. */
  idleTimeoutMs: number;
  /**
   * Between two requests of one connection. Longer than proxies keep theirs (nginx and AWS's balancers: 60 s): one that
   * sends on a connection as we close it has to answer its client 502. Node's own 5 s would make that common.
   */
  keepAliveTimeoutMs: number;
  /** How often the first two are looked at. */
  checkEveryMs: number;
  /** Open at once; what comes above is closed at once. */
  connections: number;
};

export const BOUNDS: Bounds = {
  headerBytes: 16 * 1024,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 60_000,
  idleTimeoutMs: 120_000,
  keepAliveTimeoutMs: 75_000,
  checkEveryMs: 2_000,
  connections: 10_000,
};

/** A server that bounds its clients, and answers in our form what never becomes a request. */
export function boundedServer(listener: RequestListener, bounds = BOUNDS): Server {
  const server = createServer(
    {
      maxHeaderSize: bounds.headerBytes,
      headersTimeout: bounds.headersTimeoutMs,
      requestTimeout: bounds.requestTimeoutMs,
      keepAliveTimeout: bounds.keepAliveTimeoutMs,
      connectionsCheckingInterval: bounds.checkEveryMs,
    },
    listener,
  );
  server.maxConnections = bounds.connections;
  server.setTimeout(bounds.idleTimeoutMs);
  answerClientErrors(server);
  return server;
}
