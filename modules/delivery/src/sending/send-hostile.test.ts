import type { Socket } from 'node:net';
import { systemClock } from '@tidings/kernel';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Sender } from './send.ts';
import { receiveRaw, receiveSocket, type Receiver } from '../testing-receivers.ts';

// What receivers send that is no good answer, byte by byte over a raw socket.

const KIB = 1024;
const HEAD = 'HTTP/1.1 200 OK\r\n';
const CHUNKED = `${HEAD}Transfer-Encoding: chunked\r\n\r\n`;
/** Of what shall time out; everything else has far more than it needs. */
const TIMEOUT_MS = 500;
const PATIENCE_MS = 10_000;

const opened: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});
function keep<Closable extends { close: () => Promise<void> }>(closable: Closable): Closable {
  opened.push(closable);
  return closable;
}

async function sendTo(receiver: Promise<Receiver>, timeoutMs = PATIENCE_MS) {
  const { url } = keep(await receiver);
  const sender = keep(new Sender(['127.0.0.0/8'], systemClock));
  return sender.send({ url, headers: {}, body: '{}', timeoutMs });
}
const answerRaw = (...parts: (string | Buffer)[]) =>
  sendTo(
    receiveRaw((socket) => {
      for (const part of parts) socket.write(part, 'latin1');
    }),
  );
const answerAndClose = (text: string) => sendTo(receiveRaw((socket) => socket.end(text, 'latin1')));
const answerAndReset = (text: string) =>
  sendTo(receiveRaw((socket) => socket.write(text, () => setImmediate(() => socket.resetAndDestroy()))));

/** Writes `text` every few milliseconds until the sender closes the connection, and says that it has. */
async function dripped(head: string, text: string, timeoutMs = TIMEOUT_MS) {
  const closed = vi.fn();
  const outcome = await sendTo(
    receiveRaw((socket: Socket) => {
      socket.write(head);
      const timer = setInterval(() => socket.write(text), 5);
      socket.on('close', () => {
        clearInterval(timer);
        closed();
      });
    }),
    timeoutMs,
  );
  await vi.waitFor(() => expect(closed).toHaveBeenCalled(), 30_000);
  return outcome;
}

it('ends at the first letters of what is no status line', async () => {
  expect(await dripped('', 'H', PATIENCE_MS)).toMatchObject({
    error: 'protocol',
    statusCode: null,
    response: null,
  });
});

describe('at the deadline ends', () => {
  it.each([
    ['a reason that drips', 'HTTP/1.1 200 ', 'O'],
    ['the name of a header that drips', HEAD, 'x'],
    ['the value of a header that drips', `${HEAD}x-a: `, 'x'],
    ['headers that drip', HEAD, 'x-a: 1\r\n'],
    ['informational answers', '', 'HTTP/1.1 103 Early Hints\r\n\r\n'],
    ['empty lines before an answer', '', '\r\n'],
  ])('%s', async (_what, head, text) => {
    expect(await dripped(head, text)).toMatchObject({ error: 'timeout', statusCode: null, response: null });
  });

  it.each([
    ['a body of a given length', `${HEAD}Content-Length: 1000000\r\n\r\n`, '.'],
    ['a body in chunks', CHUNKED, '1\r\n.\r\n'],
    ['a body until the end', `${HEAD}Connection: close\r\n\r\n`, '.'],
  ])('%s, of which what came is kept', async (_what, head, text) => {
    expect(await dripped(head, text)).toMatchObject({
      error: 'timeout',
      statusCode: 200,
      response: { body: expect.stringMatching(/^\.+$/), truncated: false },
    });
  });

  it.each([
    ['the extension of a chunk', CHUNKED, ';a'],
    ['trailers', `${CHUNKED}0\r\n`, 'x-a: 1\r\n'],
  ])('%s that drips', async (_what, head, text) => {
    expect(await dripped(head, text)).toMatchObject({ error: expect.stringMatching(/^(timeout|protocol)$/) });
  });
});

describe('an answer is of no protocol', () => {
  it.each([
    ['as HTTP/0.9 had it', '<html>hello</html>'],
    ['of SMTP', '220 smtp.example.com ESMTP\r\n'],
    ['of HTTP/2', Buffer.from('\0\0\0\x04\0\0\0\0\0').toString('latin1')],
    ['of TLS', '\x15\x03\x01\0\x02\x02\x46'],
    ['of HTTP/9.9', 'HTTP/9.9 200 OK\r\n\r\n'],
    ['with a status of letters', 'HTTP/1.1 abc OK\r\n\r\n'],
    ['with a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n'],
    ['with a status below 100', 'HTTP/1.1 000 No\r\nContent-Length: 0\r\n\r\n'],
    ['that changes the protocol to none', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['with NUL in the value of a header', `${HEAD}x-a: a\0b\r\n\r\n`],
    ['with NUL in the name of a header', `${HEAD}x\0a: b\r\n\r\n`],
    ['with a space in the name of a header', `${HEAD}x a: b\r\n\r\n`],
    ['with a length below zero', `${HEAD}Content-Length: -1\r\n\r\n`],
    ['with a length beyond counting', `${HEAD}Content-Length: ${'9'.repeat(40)}\r\n\r\n`],
    ['with a length and chunks', `${HEAD}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nok`],
    ['with two lengths', `${HEAD}Content-Length: 2\r\nContent-Length: 3\r\n\r\nok`],
    ['with a header of 16 KiB', `${HEAD}x-a: ${'x'.repeat(16 * KIB)}\r\n\r\n`],
    ['with a name of 16 KiB', `${HEAD}${'x'.repeat(16 * KIB)}: 1\r\n\r\n`],
    ['with many headers of 16 KiB together', `${HEAD}${'x-a: 1234\r\n'.repeat(3_000)}\r\n`],
    ['with trailers of 16 KiB', `${CHUNKED}0\r\n${'x-a: 1234\r\n'.repeat(3_000)}\r\n`],
    ['with a chunk of no size', `${CHUNKED}\r\nok\r\n`],
    ['with a chunk of a size beyond counting', `${CHUNKED}${'f'.repeat(40)}\r\nok`],
    ['with a chunk that is longer than it says', `${CHUNKED}1\r\ntoo long\r\n`],
    ['that asks to go on with a body that is sent already', 'HTTP/1.1 100 Continue\r\n\r\n'],
    [
      'that changes the protocol',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    ],
  ])('%s', async (_what, text) => {
    expect(await answerRaw(text)).toMatchObject({
      error: 'protocol',
      errorDetail: expect.not.stringContaining('assert'),
    });
  });
});

describe('a connection ends', () => {
  const WITHIN = [
    ['before the answer', '', null],
    ['within the status line', 'HTTP/1.', null],
    ['within the headers', `${HEAD}x-a: 1\r\n`, null],
    ['within a body of a given length', `${HEAD}Content-Length: 100\r\n\r\nhalf`, 200],
    [
      'within the last body of a connection',
      `${HEAD}Connection: close\r\nContent-Length: 100\r\n\r\nhalf`,
      200,
    ],
    ['within a chunk', `${CHUNKED}64\r\nhalf`, 200],
    [
      'within the last chunk of a connection',
      `${HEAD}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf`,
      200,
    ],
  ] as const;

  it.each(WITHIN)('by its end %s', async (_where, text, statusCode) => {
    expect(await answerAndClose(text)).toMatchObject({ error: 'reset', statusCode });
  });

  it.each(WITHIN)('by a reset %s', async (_where, text, statusCode) => {
    expect(await answerAndReset(text)).toMatchObject({ error: 'reset', statusCode });
  });

  it('as soon as it is open', async () => {
    expect(await sendTo(receiveSocket((socket) => socket.resetAndDestroy()))).toMatchObject({
      error: 'reset',
      statusCode: null,
    });
  });

  it('and with it a body that has no length, which is whole then', async () => {
    expect(await answerAndClose(`${HEAD}\r\nwhole`)).toMatchObject({
      error: null,
      response: { body: 'whole' },
    });
  });
});

describe('an answer is good', () => {
  it('with header values that are empty, repeated, or of any byte above 127', async () => {
    expect(
      await answerRaw(
        `${HEAD}x-empty:\r\nx-two: 1\r\nx-two: 2\r\nx-byte: \xe9\xff\r\nContent-Length: 0\r\n\r\n`,
      ),
    ).toMatchObject({
      error: null,
      response: { headers: { 'x-empty': '', 'x-two': ['1', '2'], 'x-byte': '\u00e9\u00ff' } },
    });
  });

  it('with headers that are named as what every object has', async () => {
    const outcome = await answerRaw(
      `${HEAD}__proto__: 1\r\n__proto__: 2\r\nconstructor: 3\r\ntoString: 4\r\nContent-Length: 0\r\n\r\n`,
    );
    expect(outcome.error).toBeNull();
    expect(Object.entries(outcome.response?.headers ?? {})).toEqual([
      ['__proto__', ['1', '2']],
      ['constructor', '3'],
      ['tostring', '4'],
      ['content-length', '0'],
    ]);
  });

  it('with a thousand headers, of which the first hundred are kept', async () => {
    const lines = Array.from({ length: 999 }, (_, index) => `x-${index}: 1\r\n`).join('');
    const outcome = await answerRaw(`${HEAD}${lines}Content-Length: 0\r\n\r\n`);
    expect(outcome.error).toBeNull();
    expect(Object.keys(outcome.response?.headers ?? {})).toEqual(
      Array.from({ length: 100 }, (_, index) => `x-${index}`),
    );
  });

  it('with one header a thousand times, of which the first hundred are kept', async () => {
    const outcome = await answerRaw(`${HEAD}${'x-a: 1\r\n'.repeat(1_000)}Content-Length: 0\r\n\r\n`);
    expect(outcome.response?.headers).toEqual({ 'x-a': Array<string>(100).fill('1') });
  });

  it('in pieces of one byte', async () => {
    const text = `${CHUNKED}4\r\nbyte\r\n1\r\ns\r\n0\r\n\r\n`;
    const outcome = await sendTo(
      receiveRaw((socket) => {
        socket.setNoDelay(true);
        const bytes = [...text];
        const next = () => {
          const byte = bytes.shift();
          if (byte !== undefined) socket.write(byte, () => setImmediate(next));
        };
        next();
      }),
    );
    expect(outcome).toMatchObject({ error: null, response: { body: 'bytes', truncated: false } });
  });

  it('with a body of 64 KiB and more in chunks of one byte, which is cut', async () => {
    const outcome = await answerRaw(CHUNKED, '1\r\nx\r\n'.repeat(64 * KIB + 1));
    expect(outcome).toMatchObject({ statusCode: 200, error: null, response: { truncated: true } });
    expect(outcome.response?.body === 'x'.repeat(64 * KIB)).toBe(true);
  });

  it('with a body of any bytes, as text that Postgres can hold', async () => {
    const bytes = Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 167) % 256));
    const outcome = await answerRaw(`${HEAD}Content-Length: ${bytes.length}\r\n\r\n`, bytes);
    expect(outcome.error).toBeNull();
    const body = outcome.response?.body ?? '';
    expect(body.includes('\0')).toBe(false);
    expect(body.isWellFormed()).toBe(true);
  });

  it('with half a surrogate pair in its body, which becomes text', async () => {
    const outcome = await answerRaw(`${HEAD}Content-Length: 3\r\n\r\n`, Buffer.from([0xed, 0xa0, 0x80]));
    expect(outcome.response?.body).toBe('\ufffd\ufffd\ufffd');
  });

  it('before the request has been read', async () => {
    expect(
      await sendTo(receiveSocket((socket) => socket.write(`${HEAD}Content-Length: 2\r\n\r\nok`))),
    ).toMatchObject({
      error: null,
      response: { body: 'ok' },
    });
  });
});
