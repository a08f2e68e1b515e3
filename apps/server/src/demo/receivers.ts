import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const SLOW_MS = 3_200;

/** How each demo receiver behaves, by the last part of its path. */
const behaviours: Record<string, (response: ServerResponse) => void> = {
  healthy: (response) => response.writeHead(204).end(),
  flaky: (response) => {
    if (Math.random() < 0.35)
      response.writeHead(500, { 'content-type': 'text/plain' }).end('upstream connect error');
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{"received":true}');
  },
  slow: (response) => {
    setTimeout(() => response.writeHead(200).end('done, at last'), SLOW_MS);
  },
};

export type Receivers = { url: (behaviour: string) => string; deadUrl: string; close: () => Promise<void> };

/**
 * Real HTTP receivers on a port of their own, and one address where nobody listens.
 * @param lastPort where they were before, so that deliveries that wait find them there; another if it is taken.
 */
export async function startReceivers(lastPort: number): Promise<Receivers> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const behave = behaviours[request.url?.slice(1) ?? ''];
      if (behave) behave(response);
      else response.writeHead(404).end();
    });
  });
  const port = await open(server, lastPort).catch(() => open(server, 0));
  const closed = createServer();
  const deadPort = await open(closed, 0);
  await close(closed);
  return {
    url: (behaviour) => `http://127.0.0.1:${port}/${behaviour}`,
    deadUrl: `http://127.0.0.1:${deadPort}/hooks`,
    close: () => close(server),
  };
}

function open(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)); // a TCP server's address has a port
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
