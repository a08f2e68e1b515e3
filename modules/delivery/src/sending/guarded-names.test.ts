import { mayReach } from '@tidings/endpoint';
import { systemClock } from '@tidings/kernel';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { guardedLookup } from './guarded-connector.ts';
import { Sender } from './send.ts';
import { serveNames, type Answer, type NameServer } from './testing-dns.ts';
import { receive, type Receiver } from '../testing-receivers.ts';

// Names as a hostile DNS server answers them. The canary listens on loopback, which nobody may reach unless a
// test allows it: each connection to it is counted.

const PUBLIC = '93.184.215.14';
const PUBLIC_V6 = '2606:2800:21f:cb07:6820:80da:af6b:8b2c';
const NAME = 'hooks.example';

let canary: Receiver;
let dns: NameServer;
const senders: Sender[] = [];

beforeAll(async () => {
  [canary, dns] = await Promise.all([receive(), serveNames({})]);
});
afterAll(() => Promise.all([canary.close(), dns.close()]));
afterEach(async () => {
  for (const sender of senders.splice(0)) await sender.close();
});

function setup(answers: Answer[] | null, allowed: string[] = []) {
  dns.names.clear();
  dns.names.set(NAME, answers);
  dns.questions.length = 0;
  const before = canary.connections;
  const sender = new Sender(allowed, systemClock, dns.lookup);
  senders.push(sender);
  return {
    send: ({ timeoutMs = 10_000, protocol = 'http' } = {}) =>
      sender.send({ url: `${protocol}://${NAME}:${canary.port}/`, headers: {}, body: '{}', timeoutMs }),
    /** The addresses that a connection would be tried to, or why none would be. */
    handedOut: (protocol = 'https:') =>
      new Promise<string[]>((resolve, reject) =>
        guardedLookup({ allowed, lookup: dns.lookup })(protocol)(NAME, { all: true }, (error, found) => {
          if (error || typeof found === 'string')
            reject(error ?? new Error('one address where all were asked for'));
          else resolve(found.map(({ address }) => address));
        }),
      ),
    /** Connections to the canary since the test began. */
    connections: () => canary.connections - before,
  };
}

const BLOCKED = { error: 'blocked', statusCode: null, response: null, timings: { connect: null, tls: null } };

describe('a name is blocked, and nothing connected, when it resolves to', () => {
  it.each([
    [['127.0.0.1']],
    [['::1']],
    [['0.0.0.0']],
    [['::']],
    [['10.0.0.1', '192.168.0.1', '169.254.169.254']],
    [['127.0.0.1', '::1', 'fd00::1']],
    [['::ffff:127.0.0.1']],
    [['::127.0.0.1']],
    [['64:ff9b::7f00:1']],
    [['64:ff9b:1::7f00:1']],
    [['2002:7f00:1::']],
    [['2001:0:7f00:1::']],
    [[{ cname: 'alias.example' }]],
  ])('%j', async (answers) => {
    for (const protocol of ['http', 'https']) {
      const { send, connections } = setup(answers);
      dns.names.set('alias.example', [{ cname: 'inner.example' }]);
      dns.names.set('inner.example', ['127.0.0.1']);
      expect(await send({ protocol })).toMatchObject(BLOCKED);
      expect(connections()).toBe(0);
    }
  });
});

it('tells nobody which private address a name has', async () => {
  const { send } = setup(['10.20.30.40']);
  expect((await send()).errorDetail).toBe(
    `Each address of ${NAME} is private or reserved, and deliveries go to public addresses only.`,
  );
});

describe('of a mixed answer', () => {
  it('only the public addresses are handed out', async () => {
    const { handedOut } = setup(['127.0.0.1', PUBLIC, '::1', '64:ff9b::7f00:1', PUBLIC_V6, '10.0.0.1']);
    expect((await handedOut()).toSorted()).toEqual([PUBLIC_V6, PUBLIC]);
  });

  it('only the public addresses at the end of a chain of names are handed out', async () => {
    const { handedOut } = setup([{ cname: 'alias.example' }]);
    dns.names.set('alias.example', [PUBLIC, '127.0.0.1']);
    expect(await handedOut()).toEqual([PUBLIC]);
  });

  it('only what the operator allows is connected to besides', async () => {
    const { send, handedOut } = setup(['10.0.0.1', '127.0.0.1', '::1'], ['127.0.0.1/32']);
    expect(await handedOut()).toEqual(['127.0.0.1']);
    expect(await send()).toMatchObject({ error: null });
  });
});

describe('a name that changes its answer', () => {
  it('after it was vetted at registration is blocked when connected to', async () => {
    const { send, connections } = setup([PUBLIC]);
    expect((await dns.resolve(NAME)).every((address) => mayReach(address, []))).toBe(true);
    dns.names.set(NAME, ['127.0.0.1']);
    expect(await send()).toMatchObject(BLOCKED);
    expect(connections()).toBe(0);
  });

  it('from an allowed network to a public one is blocked by plain http, and of both the allowed one is called', async () => {
    const { send, handedOut } = setup([PUBLIC], ['127.0.0.1/32']);
    expect(await send()).toMatchObject({
      ...BLOCKED,
      errorDetail: expect.stringContaining('plain http'),
    });
    dns.names.set(NAME, [PUBLIC, '127.0.0.1']);
    expect(await handedOut('http:')).toEqual(['127.0.0.1']);
    expect((await handedOut()).toSorted()).toEqual(['127.0.0.1', PUBLIC]);
  });

  it('with each question is asked once for each connection, so that what was vetted is what is connected to', async () => {
    const { send } = setup(['127.0.0.1'], ['127.0.0.1/32']);
    expect(await send()).toMatchObject({ error: null });
    expect(dns.questions.filter(({ name }) => name === NAME)).toHaveLength(2); // A and AAAA
  });

  it('is asked once for all connections that open at the same time, and again for the next', async () => {
    const { send, connections } = setup(['127.0.0.1'], ['127.0.0.1/32']);
    const outcomes = await Promise.all([send(), send(), send()]);
    expect(outcomes.map(({ error }) => error)).toEqual([null, null, null]);
    expect(connections()).toBe(3);
    expect(dns.questions).toHaveLength(2);
    expect(await setup(['10.0.0.1']).send()).toMatchObject(BLOCKED);
  });

  it('between two connections is blocked at the second', async () => {
    const first = setup(['127.0.0.1'], ['127.0.0.1/32']);
    expect(await first.send()).toMatchObject({ error: null });
    const second = setup(['::1'], ['127.0.0.1/32']);
    expect(await second.send()).toMatchObject(BLOCKED);
    expect(first.connections()).toBe(1);
  });
});

describe('a name fails as DNS when it', () => {
  it('does not exist', async () => {
    const { send } = setup([]);
    dns.names.clear();
    expect(await send()).toMatchObject({ error: 'dns', timings: { connect: null } });
  });

  it('has no address', async () => {
    expect(await setup([]).send()).toMatchObject({ error: 'dns', errorDetail: `${NAME} has no address.` });
  });

  it('points to a name that does not exist', async () => {
    expect(await setup([{ cname: 'nowhere.example' }]).send()).toMatchObject({ error: 'dns' });
  });
});

it('whose server never answers holds up no other account, however many such names an account has', async () => {
  dns.names.clear();
  dns.names.set(NAME, ['127.0.0.1']);
  dns.questions.length = 0;
  const silent = Array.from({ length: 30 }, (_, index) => `h${index}.silent.example`);
  for (const name of silent) dns.names.set(name, null);
  const sender = new Sender(['127.0.0.1/32'], systemClock, dns.lookup);
  senders.push(sender);
  const send = (accountId: string, name: string) =>
    sender.send({
      url: `http://${name}:${canary.port}/`,
      headers: {},
      body: '{}',
      timeoutMs: 2_000,
      accountId,
    });
  const waiting = silent.map((name) => send('acct_silent', name));
  expect(await send('acct_other', NAME)).toMatchObject({ error: null });
  expect(new Set(dns.questions.map(({ name }) => name).filter((name) => name !== NAME)).size).toBe(8);
  await Promise.all(waiting);
});

it('counts the time of a name server that never answers into the deadline', async () => {
  const { send, connections } = setup(null);
  expect(await send({ timeoutMs: 150 })).toMatchObject({
    error: 'timeout',
    errorDetail: 'The name of the endpoint had not been resolved after 0.15 seconds.',
    statusCode: null,
    timings: { dns: expect.any(Number), connect: null, tls: null, first_byte: null },
  });
  expect(connections()).toBe(0);
});
