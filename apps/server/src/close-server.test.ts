import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { closeServer } from './close-server.ts';
import { boundedServer } from './http/bounded-server.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** The server as it runs, which keeps idle connections for longer than any of these tests may take. */
async function setup() {
  const waiting: ServerResponse[] = [];
  const server = boundedServer((request, response) => {
    if (request.url === '/slow') waiting.push(response);
    else response.end('served');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(() => server.closeAllConnections());
  const { port } = server.address() as AddressInfo; // it listens on a port
  const open = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    cleanUps.push(() => socket.destroy());
    await once(socket, 'connect');
    return socket;
  };
  return { server, waiting, open };
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

async function ask(socket: Socket, path: string): Promise<string> {
  socket.write(get(path));
  const [answer] = await once(socket, 'data');
  return String(answer);
}

it('ends at once with connections that are kept for another request', async () => {
  const { server, open } = await setup();
  const idle = [await open(), await open()];
  for (const socket of idle) expect(await ask(socket, '/')).toMatch(/Keep-Alive: timeout=75/i);
  const closed = idle.map((socket) => once(socket, 'close'));
  const startedMs = performance.now();
  await closeServer(server);
  await Promise.all(closed);
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});

it('lets requests under way finish, ends the connection of who goes on asking, and accepts no other', async () => {
  const { server, waiting, open } = await setup();
  const socket = await open();
  expect(await ask(socket, '/')).toMatch(/^HTTP\/1\.1 200 /);
  let received = '';
  socket.on('data', (chunk) => (received += chunk));
  socket.write(get('/slow'));
  await once(server, 'request');
  let isClosed = false;
  const closing = closeServer(server).then(() => (isClosed = true));
  await expect(open()).rejects.toThrow('ECONNREFUSED');
  socket.write(get('/'));
  await once(server, 'request');
  expect(isClosed).toBe(false);
  waiting[0]?.end('late');
  await Promise.all([closing, once(socket, 'close')]);
  expect(received).toMatch(/late.*Connection: close.*served$/is);
});

it('is over at once for a server that was closed', async () => {
  const { server } = await setup();
  await closeServer(server);
  await closeServer(server);
});
