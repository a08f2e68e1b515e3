import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { systemClock } from '@tidings/kernel';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Sender } from './send.ts';
import { type Answer, receive, receiveRaw, type Receiver } from '../testing-receivers.ts';

const BODY = '{"type":"tag.created","ü":"☃"}';
const KIB = 1024;
const TIMEOUT_MS = 500;
/** Far more than any of these need; only what shall time out is given less. */
const PATIENCE_MS = 10_000;

const opened: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});

function keep<Closable extends { close: () => Promise<void> }>(closable: Closable): Closable {
  opened.push(closable);
  return closable;
}

function send(receiver: Receiver | string, timeoutMs = PATIENCE_MS, sender = newSender()) {
  const url = typeof receiver === 'string' ? receiver : receiver.url;
  return sender.send({
    url,
    headers: { 'content-type': 'application/json', 'x-a': '1' },
    body: BODY,
    timeoutMs,
  });
}
const newSender = () => keep(new Sender(['127.0.0.0/8'], systemClock));
const toHttp = async (answer?: Answer) => keep(await receive(answer));
const toRaw = async (answer: (socket: Socket) => void) => keep(await receiveRaw(answer));
const writeRaw = (text: string) => toRaw((socket) => socket.write(text));

describe('an answer', () => {
  it('of 200 is a success, kept with headers, body and times', async () => {
    const receiver = await toHttp((response) => {
      response.setHeader('Set-Cookie', ['a=1', 'b=2']).setHeader('X-Seen', 'yes').end('thanks ☃');
    });
    const outcome = await send(receiver);
    expect(outcome).toMatchObject({
      statusCode: 200,
      error: null,
      errorDetail: null,
      response: {
        headers: { 'set-cookie': ['a=1', 'b=2'], 'x-seen': 'yes' },
        body: 'thanks ☃',
        truncated: false,
      },
      timings: { dns: null, connect: expect.any(Number), tls: null },
      durationMs: expect.any(Number),
    });
    const { connect, first_byte, total } = outcome.timings;
    expect(first_byte!).toBeGreaterThanOrEqual(connect!);
    expect(total!).toBeGreaterThanOrEqual(first_byte!);
  });

  it('comes to a POST of exactly the bytes and headers given', async () => {
    const receiver = await toHttp();
    await send(receiver);
    expect(receiver.requests).toHaveLength(1);
    expect(receiver.requests[0]).toMatchObject({
      body: BODY,
      headers: {
        'content-type': 'application/json',
        'x-a': '1',
        'content-length': String(Buffer.byteLength(BODY)),
      },
    });
  });

  it.each([
    [200, null],
    [201, null],
    [204, null],
    [299, null],
    [300, 'http_3xx'],
    [304, 'http_3xx'],
    [400, 'http_4xx'],
    [404, 'http_4xx'],
    [410, 'http_4xx'],
    [429, 'http_4xx'],
    [500, 'http_5xx'],
    [503, 'http_5xx'],
    [599, 'http_5xx'],
  ])('of %i means %s', async (status, error) => {
    const outcome = await send(await toHttp((response) => response.writeHead(status).end()));
    expect(outcome).toMatchObject({ statusCode: status, error });
    expect(outcome.errorDetail).toBe(error === null ? null : `The endpoint answered ${status}.`);
  });

  it.each([301, 302, 303, 307, 308])('of %i is not followed', async (status) => {
    const canary = await toHttp();
    const receiver = await toHttp((response) => response.writeHead(status, { location: canary.url }).end());
    expect(await send(receiver)).toMatchObject({
      statusCode: status,
      error: 'http_3xx',
      response: { headers: { location: canary.url } },
    });
    expect(canary.connections).toBe(0);
  });

  it('after informational ones is the last one', async () => {
    const receiver = await writeRaw(
      'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
    );
    expect(await send(receiver)).toMatchObject({ statusCode: 200, error: null, response: { body: 'ok' } });
  });

  it('on a connection that was open already has no time of connecting', async () => {
    const sender = newSender();
    const receiver = await toHttp();
    await send(receiver, PATIENCE_MS, sender);
    await setImmediate(); // the connection is free again after the turn in which the answer ended
    const again = await send(receiver, PATIENCE_MS, sender);
    expect(receiver.connections).toBe(1);
    expect(again.timings).toMatchObject({ dns: null, connect: null, tls: null, total: expect.any(Number) });
  });

  it('to a name has the time of its resolution', async () => {
    const { port } = await toHttp();
    const outcome = await send(`http://localhost:${port}/`);
    expect(outcome).toMatchObject({
      error: null,
      timings: { dns: expect.any(Number), connect: expect.any(Number) },
    });
  });
});

describe('a body', () => {
  it('of exactly 64 KiB is kept whole', async () => {
    const outcome = await send(await toHttp((response) => response.end('x'.repeat(64 * KIB))));
    expect(outcome).toMatchObject({ error: null, response: { truncated: false } });
    expect(outcome.response?.body).toHaveLength(64 * KIB);
  });

  it('of one byte more is cut and still a success', async () => {
    const outcome = await send(await toHttp((response) => response.end('x'.repeat(64 * KIB + 1))));
    expect(outcome).toMatchObject({ statusCode: 200, error: null, response: { truncated: true } });
    expect(outcome.response?.body).toHaveLength(64 * KIB);
  });

  it.each([
    [200, null],
    [500, 'http_5xx'],
  ])('that floods without end after %i is cut, and the connection closed', async (status, error) => {
    let closed = false;
    const receiver = await toHttp((response) => {
      response.writeHead(status);
      const flood = () => {
        while (!response.destroyed && response.write('x'.repeat(64 * KIB)));
      };
      response.on('drain', flood).on('close', () => (closed = true));
      flood();
    });
    const outcome = await send(receiver);
    expect(outcome).toMatchObject({ statusCode: status, error, response: { truncated: true } });
    expect(outcome.response?.body).toHaveLength(64 * KIB);
    await vi.waitFor(() => expect(closed).toBe(true), 30_000);
  });

  it('that is a gzip bomb is not unpacked: what it was is told instead', async () => {
    const bomb = gzipSync(Buffer.alloc(10 * KIB * KIB));
    const receiver = await toHttp((response) => response.setHeader('content-encoding', 'gzip').end(bomb));
    const outcome = await send(receiver);
    expect(outcome).toMatchObject({ error: null, response: { headers: { 'content-encoding': 'gzip' } } });
    expect(outcome.response).toMatchObject({
      body: '',
      compressed: { encoding: 'gzip', bytes: bomb.length },
    });
  });

  it('with NUL and bytes that are no UTF-8 becomes text that can be stored', async () => {
    const bytes = Buffer.from([0x61, 0x00, 0xff, 0xfe, 0x62]);
    const outcome = await send(await toHttp((response) => response.end(bytes)));
    expect(outcome.response?.body).toBe('a\ufffd\ufffd\ufffdb');
  });
});

describe('the deadline', () => {
  const expectTimeout = async (receiver: Receiver, seen: object) => {
    const outcome = await send(receiver, TIMEOUT_MS);
    expect(outcome).toMatchObject({
      error: 'timeout',
      errorDetail: 'There was no response after 0.5 seconds.',
      ...seen,
    });
    expect(outcome.durationMs).toBeGreaterThanOrEqual(TIMEOUT_MS - 1);
    expect(outcome.durationMs).toBeLessThan(TIMEOUT_MS + 5_000);
  };
  const every10Ms = (write: () => void, until: { on: (event: 'close', listener: () => void) => unknown }) => {
    const timer = setInterval(write, 10);
    until.on('close', () => clearInterval(timer));
  };

  it('ends a wait for an answer that never comes', async () => {
    await expectTimeout(await toHttp(() => undefined), { statusCode: null, response: null });
  });

  it('ends a body that drips without end', async () => {
    const receiver = await toHttp((response) => {
      response.writeHead(200);
      every10Ms(() => response.write('x'), response);
    });
    await expectTimeout(receiver, {
      statusCode: 200,
      errorDetail: 'The response had not ended after 0.5 seconds.',
      response: { truncated: false, body: expect.stringMatching(/^x+$/) },
    });
  });

  it('ends headers that drip without end', async () => {
    const receiver = await toRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      every10Ms(() => socket.write('x-a: 1\r\n'), socket);
    });
    await expectTimeout(receiver, { statusCode: null });
  });

  it('ends informational answers that follow each other without end', async () => {
    const receiver = await toRaw((socket) => {
      every10Ms(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), socket);
    });
    await expectTimeout(receiver, { statusCode: null });
  });

  it('closes the connection, so that no late answer can be taken for that of another request', async () => {
    const sender = newSender();
    let hangs = true;
    const receiver = await toHttp((response, _request, body) => {
      if (!hangs) response.end(body);
    });
    await send(receiver, TIMEOUT_MS, sender);
    hangs = false;
    expect(await send(receiver, PATIENCE_MS, sender)).toMatchObject({
      error: null,
      response: { body: BODY },
    });
    expect(receiver.connections).toBe(2);
  });
});

describe('a connection', () => {
  it('that is reset before the answer is a reset', async () => {
    const receiver = await toRaw((socket) => socket.resetAndDestroy());
    expect(await send(receiver)).toMatchObject({ error: 'reset', statusCode: null, response: null });
  });

  it('that is closed without an answer is a reset', async () => {
    expect(await send(await toRaw((socket) => socket.end()))).toMatchObject({
      error: 'reset',
      statusCode: null,
    });
  });

  it('that is closed within the body is no success', async () => {
    const receiver = await toRaw((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'),
    );
    expect(await send(receiver)).toMatchObject({
      error: 'reset',
      statusCode: 200,
      response: { body: 'half' },
    });
  });

  it('that is reset within a body that says no length is no success, and one that is closed is its end', async () => {
    const headersRead = channel('undici:request:headers');
    const onceRead = (then: (socket: Socket) => void) =>
      toRaw((socket) => {
        const read = () => {
          headersRead.unsubscribe(read);
          then(socket);
        };
        headersRead.subscribe(read);
        socket.write('HTTP/1.1 200 OK\r\n\r\nhello');
      });
    const reset = await send(await onceRead((socket) => socket.resetAndDestroy()));
    expect(reset).toMatchObject({ error: 'reset', statusCode: 200, response: { body: 'hello' } });
    const closed = await send(await onceRead((socket) => socket.end(' again')));
    expect(closed).toMatchObject({ error: null, statusCode: 200, response: { body: 'hello again' } });
  });

  it('that nobody accepts is refused', async () => {
    const receiver = await receive();
    await receiver.close();
    expect(await send(receiver)).toMatchObject({ error: 'refused', statusCode: null, response: null });
  });

  it('to a name that does not exist is a failure of DNS', async () => {
    expect(await send('http://no-such-name.invalid/')).toMatchObject({ error: 'dns', response: null });
  });

  it('by TLS to a receiver that speaks none is a failure of TLS', async () => {
    const { url } = await toHttp();
    expect(await send(url.replace('http:', 'https:'))).toMatchObject({ error: 'tls', response: null });
  });

  it.each([
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['headers of more than 16 KiB', `HTTP/1.1 200 OK\r\nx-big: ${'x'.repeat(17 * KIB)}\r\n\r\n`],
    ['many headers of more than 16 KiB', `HTTP/1.1 200 OK\r\n${'x-many: 12345678\r\n'.repeat(2_000)}\r\n`],
  ])('that answers with %s breaks the protocol', async (_what, text) => {
    expect(await send(await writeRaw(text))).toMatchObject({ error: 'protocol' });
  });

  // undici's HTTPParserError carries no code for these, only its name.
  it.each([
    ['no HTTP', 'HELLO\r\n\r\n'],
    ['an invalid header', 'HTTP/1.1 200 OK\r\nbad header\r\n\r\n'],
    ['an invalid length', 'HTTP/1.1 200 OK\r\nContent-Length: minus one\r\n\r\n'],
    ['an invalid chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n'],
  ])('that answers with %s breaks the protocol', async (_what, text) => {
    expect(await send(await writeRaw(text))).toMatchObject({ error: 'protocol' });
  });

  it('that wants to be something else is a failure', async () => {
    const receiver = await writeRaw(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n',
    );
    const outcome = await send(receiver);
    expect(outcome.error).not.toBeNull();
    expect(outcome.response).toBeNull();
  });
});

it('gives a request that cannot be sent as an outcome, not as an exception', async () => {
  const receiver = await toHttp();
  const outcome = await newSender().send({
    url: receiver.url,
    headers: { 'x-bad': 'a\r\nX-Injected: 1' },
    body: BODY,
    timeoutMs: PATIENCE_MS,
  });
  expect(outcome.error).not.toBeNull();
  expect(receiver.requests).toEqual([]);
});

it('ends what is under way when it is closed', async () => {
  const sender = new Sender(['127.0.0.0/8'], systemClock);
  const receiver = await toHttp(() => undefined);
  const waiting = send(receiver, PATIENCE_MS, sender);
  await vi.waitFor(() => expect(receiver.requests).toHaveLength(1), 30_000);
  await sender.close();
  expect((await waiting).error).not.toBeNull();
});
