import { type RequestContext, statement, tellDelivery, tellNews } from '@tidings/kernel';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { hubOf, STREAMS_OF_ACCOUNT, STREAMS_OF_ONE } from './hub.ts';
import { installation } from './testing.ts';

const BREAK_LISTENERS = statement<never>(
  '',
  `SELECT pg_terminate_backend(pid)
   FROM pg_stat_activity
   WHERE datname = current_database() AND query = 'LISTEN tidings_news'`,
);

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterEach(() => home.stopAll());
afterAll(() => home.drop());

async function setup() {
  const [process, other] = await home.processes(2);
  if (!process || !other) throw new Error('Two were asked for.');
  return { process, other };
}

const person = (name: string, role: 'viewer' | 'developer' = 'developer'): RequestContext['actor'] => ({
  type: 'user',
  id: name,
  name,
  role,
});

describe('A stream', () => {
  it('begins by saying that everything may have changed since its client looked', async () => {
    const { process } = await setup();
    expect(await process.open().next()).toEqual({ id: expect.any(String), news: { everything: true } });
  });

  it('tells what any process has changed in its account, and nothing of another one', async () => {
    const { process, other } = await setup();
    const [own, neighbour] = [process.open(), process.open({ accountId: 'acct_2' })];
    await Promise.all([own.next(), neighbour.next()]);
    tellDelivery(other.database, { accountId: 'acct_1', endpointId: 'wh_1', id: 'del_1' });
    expect((await own.next())?.news).toEqual({ deliveries: { wh_1: ['del_1'] } });
    tellNews(process.database, 'acct_1', { webhooks: ['wh_1'], events: true });
    expect((await own.next())?.news).toEqual({ webhooks: ['wh_1'], events: true });
    tellNews(process.database, 'acct_2', { events: true });
    expect((await neighbour.next())?.news).toEqual({ events: true });
  });

  it('is one of many that share one connection to the database', async () => {
    const { process } = await setup();
    const streams = Array.from({ length: 15 }, () => process.open());
    await Promise.all(streams.map(({ next }) => next()));
    const { rows } = await home.database.pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN tidings_news'`,
    );
    expect(rows).toHaveLength(2); // one for each process
    tellNews(process.database, 'acct_1', { events: true });
    const heard = await Promise.all(streams.map(({ next }) => next()));
    expect(new Set(heard.map((each) => each?.id)).size).toBe(1);
  });

  it('keeps for a client that does not read one bounded message, however much happens', async () => {
    const { process } = await setup();
    const { next } = process.open();
    await next();
    const hub = hubOf(process.database);
    for (let count = 0; count < 3_000; count += 1) {
      const news = { deliveries: { [`wh_${count % 300}`]: [`del_${count}`] } };
      hub.heard(JSON.stringify([`id-${count}`, [['acct_1', news]]]));
    }
    const message = await next();
    expect(message?.id).toBe('id-2999');
    expect(message?.news.everything).toBe(true);
    expect(JSON.stringify(message).length).toBeLessThan(80_000);
  });

  it('ends when its client hangs up, its reader goes, or its process is stopped', async () => {
    const { process } = await setup();
    const hub = hubOf(process.database);
    const [first, second, third] = [process.open(), process.open(), process.open()];
    await Promise.all([first.next(), second.next(), third.next()]);
    const waiting = first.messages.next();
    first.hangUp();
    expect((await waiting).done).toBe(true);
    await second.messages.return();
    expect(hub.streams).toBe(1);
    process.close();
    expect((await third.messages.next()).done).toBe(true);
    expect(hub.streams).toBe(0);
    expect(() => process.open()).toThrow('This process is ending. Connect again.');
  });

  it('that nobody ever read leaves nothing when its client hangs up', async () => {
    const { process } = await setup();
    process.open().hangUp();
    expect(hubOf(process.database).streams).toBe(0);
  });
});

describe('A client that comes back', () => {
  it('hears first what it missed, also at another process', async () => {
    const { process, other } = await setup();
    const { next, hangUp } = process.open();
    await next();
    tellNews(process.database, 'acct_1', { webhooks: ['wh_0'] });
    const last = await next();
    hangUp();
    tellNews(process.database, 'acct_1', { webhooks: ['wh_1'] });
    tellNews(other.database, 'acct_2', { webhooks: ['wh_2'] });
    // Until both have heard all of it.
    for (const each of [process, other]) {
      const stream = each.open({ accountId: 'acct_2' }, last?.id);
      await vi.waitFor(
        async () => expect((await stream.next())?.news).toEqual({ webhooks: ['wh_2'] }),
        30_000,
      );
    }
    for (const each of [process, other])
      expect((await each.open({}, last?.id).next())?.news).toEqual({ webhooks: ['wh_1'] });
  });

  it('hears that it missed nothing where that is so', async () => {
    const { process } = await setup();
    const { next, hangUp } = process.open();
    const first = await next();
    hangUp();
    expect(await process.open({}, first?.id).next()).toEqual({ id: first?.id, news: {} });
  });

  it.each(['forged', 'acct_2', ''])(
    'with an id that nobody gave (%j) looks at everything again',
    async (id) => {
      const { process } = await setup();
      expect((await process.open({}, id).next())?.news).toEqual({ everything: true });
    },
  );

  it('after more than is remembered looks at everything again', async () => {
    const { process } = await setup();
    const { next, hangUp } = process.open();
    const first = await next();
    hangUp();
    const hub = hubOf(process.database);
    for (let count = 0; count < 5_000; count += 1)
      hub.heard(JSON.stringify([`id-${count}`, [['acct_2', { events: true }]]]));
    expect((await process.open({}, first?.id).next())?.news).toEqual({ everything: true });
    expect((await process.open({}, 'id-2000').next())?.news).toEqual({});
  });
});

describe('When the connection to the database breaks', () => {
  it('streams go on, say that everything may have changed, and hear again', async () => {
    const { process, other } = await setup();
    const { next } = process.open();
    const first = await next();
    await home.database.query(BREAK_LISTENERS);
    const gap = await next();
    expect(gap?.news).toEqual({ everything: true });
    expect(gap?.id).not.toBe(first?.id);
    tellNews(other.database, 'acct_1', { events: true });
    expect((await next())?.news).toEqual({ events: true });
    // What was missed in between is known to nobody.
    expect((await process.open({}, first?.id).next())?.news).toEqual({ everything: true });
  });
});

describe('Of what it may not read, a client hears nothing:', () => {
  const news = { events: true, notices: true, access: true } as const;
  const heard = { deliveries: { wh_1: ['del_1'] }, webhooks: ['wh_1'], events: true };

  it.each<[string, RequestContext['actor'], object]>([
    ['a viewer', person('vi', 'viewer'), { events: true }],
    [
      'a key for events',
      { type: 'app', id: 'a', keyId: 'k', name: 'CRM', scopes: ['events:read'] },
      { events: true },
    ],
    [
      'a key for webhooks',
      { type: 'app', id: 'a', keyId: 'k', name: 'CRM', scopes: ['webhooks:read'] },
      { webhooks: ['wh_1'] },
    ],
    ['a service', { type: 'service', id: 'key_1', name: 'Billing' }, heard],
    ['a developer', person('ada'), { ...heard, notices: true }],
    [
      'a visitor by a portal link',
      { type: 'portal', id: 'ptl_1', name: 'Visitor', role: 'developer' },
      { ...heard, notices: true },
    ],
  ])('%s', async (_, actor, expected) => {
    const { process } = await setup();
    const { next } = process.open({ actor });
    await next();
    tellNews(process.database, 'acct_1', { ...news, deliveries: { wh_1: ['del_1'] }, webhooks: ['wh_1'] });
    expect((await next())?.news).toEqual(expected);
  });
});

describe('A stream ends when its client', () => {
  const now = (given: object) => ({
    signedIn: true,
    accountId: 'acct_1',
    actor: person('usr_1'),
    ...given,
  });

  it.each([
    ['is no longer signed in', () => Promise.resolve(now({ signedIn: false }))],
    ['is refused', () => Promise.reject(new Error('The key was revoked.'))],
    ['looks at another account', () => Promise.resolve(now({ accountId: 'acct_2' }))],
    ['has another role', () => Promise.resolve(now({ actor: person('usr_1', 'viewer') }))],
  ])('%s, which is asked every 15 seconds', async (_, identifyAgain) => {
    const { process } = await setup();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { messages, next } = process.open({ actor: person('usr_1'), identifyAgain });
    await next();
    const waiting = messages.next();
    vi.advanceTimersByTime(15_000);
    expect((await waiting).done).toBe(true);
    vi.useRealTimers();
  });

  it('may do something else than before, at once where that is told', async () => {
    const { process, other } = await setup();
    let role: 'developer' | 'viewer' = 'developer';
    const identifyAgain = async () => now({ actor: { ...person('usr_1'), role } });
    const { messages, next } = process.open({ actor: person('usr_1'), identifyAgain });
    await next();
    const waiting = messages.next();
    role = 'viewer';
    tellNews(other.database, 'acct_1', { access: true });
    expect((await waiting).done).toBe(true);
  });

  it('is asked for at most every two seconds, whatever happens in the account', async () => {
    const { process, other } = await setup();
    let asked = 0;
    const identifyAgain = async () => {
      asked += 1;
      return now({});
    };
    const { next } = process.open({ actor: person('usr_1'), identifyAgain });
    await next();
    asked = 0;
    for (let count = 0; count < 4; count += 1) {
      tellNews(other.database, 'acct_1', { access: true, events: true });
      expect((await next())?.news).toEqual({ events: true });
    }
    expect(asked).toBeLessThanOrEqual(1);
  });

  it('but not while nobody can be asked, nor for the rights of somebody else', async () => {
    const { process, other } = await setup();
    let asked = 0;
    const identifyAgain = () => {
      asked += 1;
      return Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));
    };
    const { next } = process.open({ actor: person('usr_1'), identifyAgain });
    await next();
    tellNews(other.database, 'acct_1', { access: true });
    await vi.waitFor(() => expect(asked).toBeGreaterThanOrEqual(1), 30_000);
    tellNews(other.database, 'acct_1', { events: true });
    expect((await next())?.news).toEqual({ events: true });
  });
});

describe('There are at most', () => {
  it('20 streams of one person, in each account', async () => {
    const { process } = await setup();
    const open = (given: Partial<RequestContext> = {}) => process.open({ actor: person('ada'), ...given });
    const streams = Array.from({ length: STREAMS_OF_ONE }, () => open());
    expect(() => open()).toThrow('You have 20 live streams open');
    open({ accountId: 'acct_2' });
    open({ actor: person('grace') });
    streams[0]?.hangUp();
    open();
  });

  it('200 streams of one account', async () => {
    const { process } = await setup();
    for (let count = 0; count < STREAMS_OF_ACCOUNT; count += 1)
      process.open({ actor: person(`person ${count % 100}`) });
    expect(() => process.open({ actor: person('late') })).toThrow('This account has 200 live streams open');
    process.open({ accountId: 'acct_2' });
  });
});
