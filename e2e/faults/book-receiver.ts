import { createHash, createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Arrival } from './evidence.ts';

/** What a receiver does: a status after a while, if need be with another address, or nothing at all. */
export type Manner = () => { status: number; afterMs: number; location?: string } | 'silence';

/**
 * A receiver that keeps books of everything that arrives, verifies it over the raw bytes, and can go away (its port
 * refuses connections) and come back.
 */
export class BookReceiver {
  readonly name: string;
  readonly arrivals: Arrival[] = [];
  manner: Manner;
  /** The signing secret, once the webhook is made. */
  secret = '';
  #port = 0;
  #server: http.Server | undefined;
  readonly #senderOf: (address: string) => string;

  constructor(name: string, manner: Manner, senderOf: (address: string) => string) {
    this.name = name;
    this.manner = manner;
    this.#senderOf = senderOf;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/${this.name}`;
  }

  /** On the same port every time. */
  async open(): Promise<void> {
    const server = http.createServer((request, response) => this.#receive(request, response));
    server.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port; // it listens on TCP
    this.#server = server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    server?.closeAllConnections();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  #receive(request: http.IncomingMessage, response: http.ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined); // the sender was killed; only what arrived whole counts
    request.once('end', () => {
      const sender = this.#senderOf(request.socket.remoteAddress ?? '');
      const arrival = read(request.headers, Buffer.concat(chunks), {
        receiver: this.name,
        sender,
        secret: this.secret,
      });
      this.arrivals.push(arrival);
      const answer = this.manner();
      if (answer === 'silence') return;
      const give = () => {
        arrival.status = answer.status;
        arrival.answeredAtMs = Date.now();
        const { location } = answer;
        response.writeHead(answer.status, location === undefined ? {} : { location }).end();
      };
      if (answer.afterMs > 0) setTimeout(give, answer.afterMs);
      else give();
    });
  }
}

function read(
  headers: http.IncomingHttpHeaders,
  body: Buffer,
  at: { receiver: string; sender: string; secret: string },
): Arrival {
  const atMs = Date.now();
  const eventId = String(headers['webhook-id']);
  const timestamp = String(headers['webhook-timestamp']);
  const parsed = envelope(body);
  const isSigned = String(headers['webhook-signature'])
    .split(' ')
    .includes(`v1,${sign(at.secret, `${eventId}.${timestamp}.`, body)}`);
  return {
    receiver: at.receiver,
    sender: at.sender,
    eventId,
    deliveryId: String(headers['x-tidings-delivery-id']),
    attempt: Number(headers['x-tidings-attempt']),
    atMs,
    status: null,
    answeredAtMs: null,
    bodyHash: createHash('sha256').update(body).digest('base64url'),
    tag: parsed.tag,
    flaw: !isSigned ? 'the signature is wrong' : parsed.id !== eventId ? 'the body has another id' : null,
    skewMs: Number(timestamp) * 1000 - atMs,
  };
}

/** Standard Webhooks, by hand: libraries also judge the time, which is judged apart. */
function sign(secret: string, prefix: string, body: Buffer): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(prefix).update(body).digest('base64');
}

function envelope(body: Buffer): { id: string; tag: string } {
  try {
    // What was published here; anything else ends in the catch or in empty texts.
    const { id, data } = JSON.parse(body.toString('utf8')) as {
      id?: string;
      data?: { object?: { name?: string } };
    };
    return { id: id ?? '', tag: data?.object?.name ?? '' };
  } catch {
    return { id: '', tag: '' };
  }
}
