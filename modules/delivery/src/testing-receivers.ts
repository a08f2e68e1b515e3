import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A listener on loopback, and what has arrived at it. */
export type Receiver = {
  url: string;
  port: number;
  connections: number;
  /** Connections that are open. */
  sockets: Set<Socket>;
  requests: { headers: IncomingMessage['headers']; rawHeaders: string[]; body: string }[];
  close: () => Promise<void>;
};

async function listen(server: Server, protocol = 'http'): Promise<Receiver> {
  const receiver: Receiver = {
    url: '',
    port: 0,
    connections: 0,
    sockets: new Set(),
    requests: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of receiver.sockets) socket.destroy();
      }),
  };
  server.on('connection', (socket: Socket) => {
    receiver.connections += 1;
    receiver.sockets.add(socket);
    socket.on('error', () => undefined); // the sender may break off whenever it likes
    socket.on('close', () => receiver.sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.port = (server.address() as AddressInfo).port; // an address of TCP: it listens on a port
  receiver.url = `${protocol}://127.0.0.1:${receiver.port}/hooks`;
  return receiver;
}

export type Answer = (response: ServerResponse, request: IncomingMessage, body: string) => void;

const OK: Answer = (response) => response.end('ok');

/** A receiver that answers as told, once it has read the request. */
export async function receive(answer = OK): Promise<Receiver> {
  const requests: Receiver['requests'] = [];
  const server = createHttpServer(listener(answer, requests));
  server.keepAliveTimeout = 60_000;
  return Object.assign(await listen(server), { requests });
}

/** The same by TLS. */
export async function receiveTls(certificate: { key: string; cert: string }, answer = OK): Promise<Receiver> {
  const requests: Receiver['requests'] = [];
  const server = createHttpsServer(certificate, listener(answer, requests));
  server.keepAliveTimeout = 60_000;
  server.on('tlsClientError', () => undefined); // the sender may refuse the certificate
  return Object.assign(await listen(server, 'https'), { requests });
}

function listener(answer: Answer, requests: Receiver['requests']): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      requests.push({ headers: request.headers, rawHeaders: request.rawHeaders, body });
      answer(response, request, body);
    });
  };
}

/** A receiver that speaks no HTTP of its own: it is given the socket when the first bytes have arrived. */
export function receiveRaw(answer: (socket: Socket) => void): Promise<Receiver> {
  return listen(createServer((socket) => socket.once('data', () => answer(socket))));
}

/** The same, but it is given the socket at once, before anything has arrived. */
export function receiveSocket(answer: (socket: Socket) => void): Promise<Receiver> {
  return listen(createServer(answer));
}
