import { recordActivity } from '@tidings/endpoint';
import { STREAMS } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { installation, type Request } from '../testing.ts';
import type { OpenStream } from '../testing-stream.ts';
import { BOUNDS } from './bounded-server.ts';

let home: Awaited<ReturnType<typeof installation>>;
let cookie: string;
beforeAll(async () => {
  home = await installation();
  cookie = await home.signIn();
});
afterAll(() => home.close());

/** Listens as the console does, until it knows where it stands. */
async function follow(headers: Record<string, string>, input: object = {}, query = '') {
  const stream = await home.listen(
    `/trpc/live.news?${query}input=${encodeURIComponent(JSON.stringify(input))}`,
    headers,
  );
  onTestFinished(() => stream.close());
  expect((await stream.next())?.event).toBe('connected');
  const first = await stream.next();
  return { stream, first };
}

/** What comes next, but for events that were accepted, which come with all that happens. */
async function heard(stream: OpenStream, name: 'webhooks' | 'deliveries'): Promise<unknown> {
  for (;;) {
    const next = await stream.next();
    if (!next || next.event !== 'message') return next?.event;
    const news = next.data as Record<string, unknown>; // whatever it is, it is an object
    if (news[name] !== undefined) return news[name];
  }
}

const webhook = { url: 'https://93.184.215.14/hooks', events: ['*'] };
const made = async (request: Request = {}) =>
  (await home.api('POST', '/webhooks', { body: webhook, ...request })).json.id as string;

describe('The live stream', () => {
  it('is server-sent events that no proxy keeps back, pings often enough, and names a time to give up', async () => {
    const { stream, first } = await follow({ cookie });
    expect(stream.status).toBe(200);
    expect(Object.fromEntries(stream.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(stream.headers.get('content-encoding')).toBeNull();
    expect(first).toEqual({ event: 'message', id: expect.any(String), data: { everything: true } });
    // nginx and most load balancers cut a silent connection after 60 s.
    expect(STREAMS.ping.intervalMs).toBeLessThanOrEqual(30_000);
    expect(STREAMS.ping.intervalMs * 2).toBeLessThan(STREAMS.client.reconnectAfterInactivityMs);
    expect(STREAMS.client.reconnectAfterInactivityMs).toBeLessThan(BOUNDS.idleTimeoutMs);
  });

  it('tells of every change of a webhook, and of its deliveries', async () => {
    const { stream } = await follow({ cookie });
    const id = await made();
    expect(await heard(stream, 'webhooks')).toEqual([id]);
    await home.api('PATCH', `/webhooks/${id}`, { body: { status: 'paused' } });
    expect(await heard(stream, 'webhooks')).toEqual([id]);
    await home.api('PATCH', `/webhooks/${id}`, { body: { status: 'active' } });
    expect(await heard(stream, 'webhooks')).toEqual([id]);
    const data = { object: { object: 'tag', id: 'tag_1', name: 'VIP' } };
    await home.api('POST', '/events', { body: { type: 'tag.created', data } });
    const { json } = await home.api('GET', `/webhooks/${id}/deliveries`);
    const [delivery] = json.data;
    expect(await heard(stream, 'deliveries')).toEqual({ [id]: [delivery.id] });
    await home.api('POST', `/deliveries/${delivery.id}/cancel`);
    expect(await heard(stream, 'deliveries')).toEqual({ [id]: [delivery.id] });
    await home.api('POST', `/deliveries/${delivery.id}/retry`);
    expect(await heard(stream, 'deliveries')).toEqual({ [id]: [delivery.id] });
    await home.api('DELETE', `/webhooks/${id}`);
    expect(await heard(stream, 'webhooks')).toEqual([id]);
  });

  it('tells of a webhook that begins to fail and of what people are told of it in one message', async () => {
    const { stream } = await follow({ cookie });
    const id = await made();
    expect(await heard(stream, 'webhooks')).toEqual([id]);
    const failed = Array.from({ length: 5 }, () => ({ endpointId: id, succeeded: false }));
    await home.database.transaction((tx) => recordActivity(tx, failed));
    expect((await stream.next())?.data).toEqual({ webhooks: [id], notices: true });
    await home.api('DELETE', `/webhooks/${id}`);
    expect(await heard(stream, 'webhooks')).toEqual([id]);
  });

  it('goes on after the event that a browser says it had last', async () => {
    const { stream, first } = await follow({ cookie });
    await stream.close();
    const id = await made();
    const again = await follow({ cookie, 'last-event-id': first?.id ?? '' });
    await vi.waitFor(async () => {
      const { first: next } = await follow({ cookie }, { lastEventId: first?.id });
      expect(next?.data).toMatchObject({ webhooks: [id] });
    }, 30_000);
    expect(again.first?.data).not.toHaveProperty('everything');
  });

  it('is refused in its first event to whoever is not signed in', async () => {
    const { stream, first } = await follow({});
    expect([first?.event, first?.data]).toEqual([
      'serialized-error',
      expect.objectContaining({ data: expect.objectContaining({ httpStatus: 401 }) }),
    ]);
    expect(await stream.next()).toBeUndefined();
  });

  it('ends when the session ends, and when the role changes', async () => {
    const member = await home.addMember(home.account.id, 'developer');
    const { stream } = await follow({ cookie: member.cookie });
    const changed = await home.request('POST', '/trpc/team.changeRole', {
      body: { user_id: member.id, role: 'viewer' },
      headers: { cookie, origin: home.config.PUBLIC_URL },
    });
    expect(changed.status).toBe(200);
    expect(await heard(stream, 'deliveries')).toBe('return');
    // A new one hears less.
    const { stream: viewer } = await follow({ cookie: member.cookie });
    const removed = await home.request('POST', '/trpc/team.remove', {
      body: { user_id: member.id },
      headers: { cookie, origin: home.config.PUBLIC_URL },
    });
    expect(removed.status).toBe(200);
    expect(await heard(viewer, 'webhooks')).toBe('return');
    const { first } = await follow({ cookie: member.cookie });
    expect(first?.event).toBe('serialized-error');
  });

  it('is refused to a page that shows another account than its session is in', async () => {
    const shown = encodeURIComponent(
      JSON.stringify({ 'tidings-account': 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd' }),
    );
    const stream = await home.listen(`/trpc/live.news?connectionParams=${shown}&input=%7B%7D`, { cookie });
    onTestFinished(() => stream.close());
    await stream.next();
    expect((await stream.next())?.data).toMatchObject({
      data: { httpStatus: 409, problem: { issues: [{ path: 'Tidings-Account' }] } },
    });
    const own = encodeURIComponent(JSON.stringify({ 'tidings-account': home.account.id }));
    const { first } = await follow({ cookie }, {}, `connectionParams=${own}&`);
    expect(first?.event).toBe('message');
  });

  it('has a limit, and says which', async () => {
    const member = await home.addMember(home.account.id, 'developer');
    await Promise.all(Array.from({ length: 20 }, () => follow({ cookie: member.cookie })));
    const { first } = await follow({ cookie: member.cookie });
    expect(first?.data).toMatchObject({
      message: 'You have 20 live streams open, which is the most. Close some, in other tabs perhaps.',
      data: { httpStatus: 429, problem: { code: 'rate_limited', retry_after: 60 } },
    });
  });
});

// Last: no stream begins after it.
it('streams end at once when their process is stopping, and no more begin', async () => {
  const { stream } = await follow({ cookie });
  home.news.close();
  expect(await heard(stream, 'webhooks')).toBe('return');
  expect(await stream.next()).toBeUndefined();
  const { first } = await follow({ cookie });
  expect(first?.data).toMatchObject({ data: { httpStatus: 503 } });
});
