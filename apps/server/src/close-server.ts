import type { Server } from 'node:http';

/** Longer than any request may take: a webhook's test waits for its receiver for 30 s at most. */
const LONGEST_REQUEST_MS = 35_000;
const SWEEP_EVERY_MS = 50;

/**
 * Accepts no more connections, lets requests under way finish, and closes what is left when the longest of
 * them must have ended.
 */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) return resolve();
    // Node closes what is idle now and not what will be: a client that keeps asking on one connection would
    // keep us here for ever.
    server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'));
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
    const end = setTimeout(() => server.closeAllConnections(), LONGEST_REQUEST_MS);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(end);
      resolve();
    });
  });
}
