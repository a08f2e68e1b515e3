import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { systemClock } from '@tidings/kernel';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Sender } from './send.ts';
import { selfSigned } from './testing-certificate.ts';
import { receive, receiveRaw, receiveTls, type Receiver } from '../testing-receivers.ts';

const PATIENCE_MS = 10_000;
const TIMEOUT_MS = 500;
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const TRUSTED = selfSigned();
const usual = getCACertificates('default');

beforeAll(() => setDefaultCACertificates([...usual, TRUSTED.cert]));
afterAll(() => setDefaultCACertificates(usual));

const opened: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});
function keep<Closable extends { close: () => Promise<void> }>(closable: Closable): Closable {
  opened.push(closable);
  return closable;
}

function setup() {
  const sender = keep(new Sender(['127.0.0.0/8'], systemClock));
  return {
    send: (url: string, timeoutMs = PATIENCE_MS, accountId?: string) =>
      sender.send({ url, headers: {}, body: '{}', timeoutMs, ...(accountId !== undefined && { accountId }) }),
    /** The connection of an answer is free for the next request after the turn in which the answer ended. */
    rest: () => setImmediate(),
  };
}

const A_TIME = expect.any(Number);

describe('the times of an attempt', () => {
  it.each([
    ['http', () => receive(), null],
    ['https', () => receiveTls(TRUSTED), A_TIME],
  ])('by %s have each phase of a new connection, and none of one that was open', async (_, start, tls) => {
    const { send, rest } = setup();
    const receiver = keep(await start());
    const url = receiver.url.replace('127.0.0.1', 'localhost');
    const first = await send(url);
    expect(first).toMatchObject({ error: null, timings: { dns: A_TIME, connect: A_TIME, tls } });
    const { dns, connect, first_byte, total } = first.timings;
    expect(first_byte!).toBeGreaterThanOrEqual(dns! + connect! + (first.timings.tls ?? 0) - 0.2); // each is rounded
    expect(total!).toBeGreaterThanOrEqual(first_byte!);
    await rest();
    expect((await send(url)).timings).toMatchObject({
      dns: null,
      connect: null,
      tls: null,
      first_byte: A_TIME,
    });
    expect(receiver.connections).toBe(1);
  });

  it('to an address have no DNS', async () => {
    const { url } = keep(await receiveTls(TRUSTED));
    expect(await setup().send(url)).toMatchObject({
      error: null,
      timings: { dns: null, connect: A_TIME, tls: A_TIME },
    });
  });

  it('have what came before a refusal', async () => {
    const receiver = await receive();
    await receiver.close();
    const url = receiver.url.replace('127.0.0.1', 'localhost').replace('http:', 'https:');
    expect(await setup().send(url)).toMatchObject({
      error: 'refused',
      timings: { dns: A_TIME, connect: A_TIME, tls: null, first_byte: null, total: A_TIME },
    });
  });

  it('have what came before a handshake that never ends, whose connection is closed at the deadline', async () => {
    const receiver = keep(await receiveRaw(() => undefined));
    expect(await setup().send(receiver.url.replace('http:', 'https:'), TIMEOUT_MS)).toMatchObject({
      error: 'timeout',
      errorDetail: expect.stringMatching(/^The TLS handshake had not ended after/),
      statusCode: null,
      timings: { dns: null, connect: A_TIME, tls: A_TIME, first_byte: null },
    });
    expect(receiver.connections).toBe(1);
    await vi.waitFor(() => expect(receiver.sockets.size).toBe(0), 30_000);
  });
});

describe('a certificate', () => {
  it('of nobody known is a failure of TLS', async () => {
    const receiver = keep(await receiveTls(selfSigned()));
    expect(await setup().send(receiver.url)).toMatchObject({ error: 'tls', timings: { tls: A_TIME } });
    expect(receiver.requests).toEqual([]);
  });

  it('for another name is a failure of TLS', async () => {
    const { url } = keep(await receiveTls(TRUSTED));
    expect(await setup().send(url.replace('127.0.0.1', 'other.localhost'))).toMatchObject({
      error: expect.stringMatching(/^(tls|dns)$/), // not every system resolves names below localhost
    });
    expect(await setup().send(url.replace('127.0.0.1', '127.0.0.2'))).toMatchObject({
      error: expect.stringMatching(/^(tls|refused|unreachable|timeout)$/), // nor listens there
    });
  });

  it('that has ended is a failure of TLS', async () => {
    const ended = selfSigned('240101000000Z');
    setDefaultCACertificates([...usual, TRUSTED.cert, ended.cert]);
    const { url } = keep(await receiveTls(ended));
    expect(await setup().send(url)).toMatchObject({
      error: 'tls',
      errorDetail: expect.stringMatching(/expired/),
    });
  });
});

describe('a connection that was open already', () => {
  /** A receiver that answers the first request, then does as told at the beginning of each next one. */
  async function reusing(onNext: (socket: Socket) => void) {
    const receiver = keep(
      await receiveRaw((socket) => {
        socket.write(OK);
        socket.on('data', () => onNext(socket));
      }),
    );
    const given = setup();
    expect(await given.send(receiver.url)).toMatchObject({ error: null });
    await given.rest();
    return { receiver, ...given };
  }
  const theSocket = (receiver: Receiver) => [...receiver.sockets][0]!;

  it('and is closed when the next request has been written fails it, since it may have been acted on', async () => {
    for (const close of [(socket: Socket) => socket.end(), (socket: Socket) => socket.resetAndDestroy()]) {
      const { receiver, send } = await reusing(close);
      expect(await send(receiver.url)).toMatchObject({ error: 'reset', statusCode: null });
      expect(receiver.connections).toBe(1);
    }
  });

  it('and is closed at rest costs the next request nothing', async () => {
    for (const close of [(socket: Socket) => socket.end(), (socket: Socket) => socket.resetAndDestroy()]) {
      const { receiver, send } = await reusing(() => undefined);
      close(theSocket(receiver));
      expect(await send(receiver.url)).toMatchObject({ error: null, timings: { connect: A_TIME } });
      expect(receiver.connections).toBe(2);
    }
  });

  it('is not asked again for ever when each new one is reset', async () => {
    const { receiver, send } = await reusing(() => undefined);
    await receiver.close();
    expect(await send(receiver.url)).toMatchObject({ error: 'refused' });
  });

  it.each([
    ['a second answer behind the first', `${OK}HTTP/1.1 500 Stolen\r\nContent-Length: 0\r\n\r\n`],
    ['bytes that are no answer behind the first', `${OK}rubbish`],
  ])('and on which came %s gives nothing of it to the next request', async (_what, text) => {
    const receiver = keep(await receiveRaw((socket) => socket.write(text)));
    const { send, rest } = setup();
    expect(await send(receiver.url)).toMatchObject({
      statusCode: 200,
      error: null,
      response: { body: 'ok' },
    });
    await rest();
    expect(await send(receiver.url)).toMatchObject({
      statusCode: 200,
      error: null,
      response: { body: 'ok' },
    });
    expect(receiver.connections).toBe(2);
  });

  it('is used again for the same account only, and says nothing of it', async () => {
    const receiver = keep(await receive());
    const { send, rest } = setup();
    for (const accountId of ['acct_1', 'acct_1', 'acct_2']) {
      expect(await send(receiver.url, PATIENCE_MS, accountId)).toMatchObject({ error: null });
      await rest();
    }
    expect(receiver.connections).toBe(2);
    for (const { headers } of receiver.requests)
      expect(headers).toEqual({
        host: `127.0.0.1:${receiver.port}`,
        connection: 'keep-alive',
        'content-length': '2',
      });
  });

  it('and is at rest is closed after four seconds, however much longer the receiver would keep it', async () => {
    const receiver = keep(await receive()); // which says: a minute
    const { send, rest } = setup();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      expect(await send(receiver.url)).toMatchObject({ error: null });
      await rest();
      vi.advanceTimersByTime(4_000);
    } finally {
      vi.useRealTimers();
    }
    await vi.waitFor(() => expect(receiver.sockets.size).toBe(0), 30_000);
  });

  it('and said that it would close is not used again', async () => {
    const receiver = keep(await receive((response) => response.setHeader('connection', 'close').end('ok')));
    const { send, rest } = setup();
    await send(receiver.url);
    await rest();
    expect(await send(receiver.url)).toMatchObject({ error: null });
    expect(receiver.connections).toBe(2);
  });
});

it('opens connections by TLS side by side, not each after the one before', async () => {
  const receiver = keep(await receiveRaw(() => undefined));
  const url = receiver.url.replace('http:', 'https:');
  const { send } = setup();
  const outcomes = Promise.all([send(url, TIMEOUT_MS), send(url, TIMEOUT_MS), send(url, TIMEOUT_MS)]);
  await vi.waitFor(() => expect(receiver.connections).toBe(3), 30_000);
  expect((await outcomes).map(({ error }) => error)).toEqual(['timeout', 'timeout', 'timeout']);
});
