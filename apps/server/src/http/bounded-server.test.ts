import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { BOUNDS, type Bounds, boundedServer } from './bounded-server.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** A server with small bounds, and raw connections to it. */
async function setup(bounds: Partial<Bounds> = {}) {
  const served: string[] = [];
  const server = boundedServer(
    (request, response) => {
      request.resume().on('end', () => {
        served.push(request.url ?? '');
        response.end('served');
      });
    },
    { ...BOUNDS, checkEveryMs: 20, ...bounds },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // it listens on a port
  const open = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    cleanUps.push(() => socket.destroy());
    await once(socket, 'connect');
    return socket;
  };
  /** Sends, and gives all that came until the server closed. */
  const untilClosed = async (text: string): Promise<string> => {
    const socket = await open();
    let received = '';
    socket.on('data', (chunk) => (received += chunk)).on('error', () => undefined);
    socket.write(text);
    await once(socket, 'close');
    return received;
  };
  return { served, open, untilClosed };
}

const HEAD = 'POST /x HTTP/1.1\r\nHost: x\r\n';

it('headers that do not end are 408, and the connection is closed', async () => {
  const { untilClosed } = await setup({ headersTimeoutMs: 100 });
  expect(await untilClosed(`${HEAD}X-Slow: `)).toMatch(/^HTTP\/1\.1 408 .*"status":408/s);
});

it('a body that does not end is 408, and the connection is closed', async () => {
  const { untilClosed, served } = await setup({ headersTimeoutMs: 100, requestTimeoutMs: 150 });
  expect(await untilClosed(`${HEAD}Content-Length: 10\r\n\r\nabc`)).toMatch(/^HTTP\/1\.1 408 /);
  expect(served).toEqual([]);
});

it('a connection on which nothing is said is closed', async () => {
  const { untilClosed } = await setup({ headersTimeoutMs: 60_000, idleTimeoutMs: 100 });
  expect(await untilClosed('')).toBe('');
});

it('a connection is kept for the next request, for a while', async () => {
  const { untilClosed, served } = await setup({ keepAliveTimeoutMs: 50 });
  expect(await untilClosed('GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n')).toContain(
    'served',
  );
  expect(served).toEqual(['/1', '/2']);
});

it.each([
  ['a header', `GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(BOUNDS.headerBytes)}\r\n\r\n`],
  ['a URL', `GET /${'x'.repeat(BOUNDS.headerBytes)} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ['many headers', `GET / HTTP/1.1\r\nHost: x\r\n${'X-Many: 1234567890\r\n'.repeat(1_000)}\r\n`],
])('%s over 16 KiB is 431, as a problem', async (_, text) => {
  const { untilClosed, served } = await setup();
  expect(await untilClosed(text)).toMatch(/^HTTP\/1\.1 431 .*application\/problem\+json.*"status":431/s);
  expect(served).toEqual([]);
});

it.each([
  ['nonsense', 'hello\r\n\r\n'],
  ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000'],
  ['two lengths', `${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
  ['a length and chunks', `${HEAD}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ['a header folded onto a second line', `${HEAD}X-A: 1\r\n 2: 3\r\nContent-Length : 5\r\n\r\n`],
  ['no host', 'GET / HTTP/1.1\r\n\r\n'],
  ['a bare line feed in a header', 'GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n'],
])('%s is 400 and reaches nobody', async (_, text) => {
  const { untilClosed, served } = await setup({ keepAliveTimeoutMs: 50, idleTimeoutMs: 500 });
  expect(await untilClosed(text)).toMatch(/^HTTP\/1\.1 400 /);
  expect(served).toEqual([]);
});

it('more connections than it takes are closed at once, and those it has go on', async () => {
  const { open } = await setup({ connections: 2 });
  const [first] = [await open(), await open()];
  const third = await open();
  third.on('error', () => undefined);
  await once(third, 'close');
  first.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const [answer] = await once(first, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
});
