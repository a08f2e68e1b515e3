import { Socket } from 'node:net';
import { systemClock } from '@tidings/kernel';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { Sender } from './send.ts';
import { receive, type Receiver } from '../testing-receivers.ts';

/** A listener that nobody may reach unless loopback is allowed: each connection to it is counted. */
let canary: Receiver;
const senders: Sender[] = [];

beforeAll(async () => {
  canary = await receive();
});
afterAll(() => canary.close());
afterEach(async () => {
  for (const sender of senders.splice(0)) await sender.close();
});

function send(url: string, allowed: string[]) {
  const sender = new Sender(allowed, systemClock);
  senders.push(sender);
  return sender.send({
    url: url.replace('PORT', String(canary.port)),
    headers: {},
    body: '{}',
    timeoutMs: 5_000,
  });
}

it.each([
  'http://127.0.0.1:PORT/',
  'http://127.1:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f000001:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://0.0.0.0:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::1]:PORT/',
  'http://[::]:PORT/',
  'https://127.0.0.1:PORT/',
  'http://10.0.0.1:PORT/',
  'http://169.254.169.254/latest/meta-data',
  'http://[fd00:ec2::254]/latest/meta-data',
])('blocks the address in %s', async (url) => {
  const before = canary.connections;
  expect(await send(url, [])).toMatchObject({
    error: 'blocked',
    errorDetail: expect.stringContaining('is private or reserved'),
    statusCode: null,
    response: null,
  });
  expect(canary.connections).toBe(before);
});

it('sends by plain http nowhere but where the operator allows it', async () => {
  expect(await send('http://93.184.215.14/', ['10.0.0.0/8'])).toMatchObject({
    error: 'blocked',
    errorDetail:
      'The address 93.184.215.14 is outside of the networks that the operator allows, and plain http goes there only.',
  });
});

it.each(['http://localhost:PORT/', 'http://LOCALHOST:PORT/', 'https://localhost:PORT/'])(
  'blocks %s, a name that resolves to loopback, before any connection',
  async (url) => {
    const before = canary.connections;
    expect(await send(url, [])).toMatchObject({ error: 'blocked', statusCode: null });
    expect(await send(url, ['10.0.0.0/8'])).toMatchObject({ error: 'blocked', statusCode: null });
    expect(canary.connections).toBe(before);
  },
);

it.each(['http://127.0.0.1:PORT/', 'http://localhost:PORT/', 'http://[::ffff:127.0.0.1]:PORT/'])(
  'reaches %s when the operator allows loopback',
  async (url) => {
    expect(await send(url, ['127.0.0.0/8'])).toMatchObject({ error: null, statusCode: 200 });
  },
);

it('allows each sender its own ranges', async () => {
  expect(await send('http://localhost:PORT/', ['127.0.0.0/8'])).toMatchObject({ error: null });
  expect(await send('http://localhost:PORT/', [])).toMatchObject({ error: 'blocked' });
});

it.each([
  [undefined, 'reset'], // what a socket says that was reset meanwhile
  ['10.0.0.1', 'blocked'],
  ['93.184.215.14', 'blocked'], // by plain http
])(
  'of a connection whose peer turns out to be %s nothing is sent, and the attempt is %s',
  async (peer, error) => {
    // Behind remoteAddress, which cannot be replaced. The cast names what Node has and does not declare.
    const internals = Socket.prototype as unknown as { _getpeername: () => { address?: string } };
    const remoteAddress = vi.spyOn(internals, '_getpeername').mockReturnValue(peer ? { address: peer } : {});
    try {
      expect(await send('http://127.0.0.1:PORT/', ['127.0.0.0/8'])).toMatchObject({
        error,
        statusCode: null,
      });
    } finally {
      remoteAddress.mockRestore();
    }
  },
);

it('uses no proxy that the environment names', async () => {
  const proxy = await receive();
  process.env['HTTP_PROXY'] = process.env['http_proxy'] = `http://127.0.0.1:${proxy.port}`;
  try {
    expect(await send('http://127.0.0.1:PORT/', ['127.0.0.0/8'])).toMatchObject({ error: null });
    expect(await send('http://10.0.0.1:PORT/', [])).toMatchObject({ error: 'blocked' });
    expect(proxy.connections).toBe(0);
  } finally {
    delete process.env['HTTP_PROXY'];
    delete process.env['http_proxy'];
    await proxy.close();
  }
});
