import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pool } from './connections.ts';
import { retryRefused } from './retry-refused.ts';
import { ACCOUNT, eventOf, installation, OTHER_ACCOUNT, problem, startStandIn } from './testing.ts';
import { writeEvent } from './write-event.ts';

let home: Awaited<ReturnType<typeof installation>>;
let tidings: Awaited<ReturnType<typeof startStandIn>>;
beforeAll(async () => {
  home = await installation();
});
beforeEach(async () => {
  tidings = await startStandIn();
});
afterEach(async () => {
  await home.stopRelays();
  await tidings.close();
  await home.empty();
});
afterAll(() => home.close());

const write = (given: Parameters<typeof eventOf>[0] = {}) => home.write(given);
const writeMany = async (count: number, given: Parameters<typeof eventOf>[0] = {}) => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await write(given));
  return ids;
};
const untilEmpty = () => vi.waitFor(async () => expect(await home.rows()).toEqual([]), 30_000);
const untilTried = (times: number) =>
  vi.waitFor(() => expect(tidings.requests.length).toBeGreaterThanOrEqual(times), 30_000);

describe('a relay', () => {
  it('publishes what was written, as it was written, and removes it', async () => {
    const created_at = '2026-11-20T14:34:00.123Z';
    const data = { z: 1, a: 'ünï "quoted" \\ ☃', list: [1.5, null, true] };
    const id = await write({ data, created_at, api_version: '2026-11-01' });
    home.relay(tidings);
    await untilEmpty();
    expect(tidings.requests).toMatchObject([
      {
        path: '/api/v1/events/batch',
        headers: { authorization: 'Bearer tdg_sk_test', 'tidings-account': ACCOUNT },
        events: [{ id, type: 'thing.happened', created_at, api_version: '2026-11-01', data }],
      },
    ]);
    expect(Object.keys(tidings.requests[0]!.events[0]!.data as object)).toEqual(['z', 'a', 'list']);
  });

  it('publishes each event in the trace in which it was written, and one that has none in none', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await write({ traceparent });
    await write();
    home.relay(tidings);
    await untilEmpty();
    expect(tidings.requests).toHaveLength(1);
    expect(tidings.requests[0]?.events.map((event) => event.traceparent)).toEqual([traceparent, undefined]);
  });

  it('publishes the events of each account in order and by itself', async () => {
    const [mine, others]: [string[], string[]] = [[], []];
    for (let n = 0; n < 30; n += 1) {
      mine.push(await write());
      others.push(await write({ account_id: OTHER_ACCOUNT }));
    }
    home.relay(tidings);
    await untilEmpty();
    const of = (account: string) =>
      [...tidings.accepted.values()].filter((each) => each.account === account).map(({ id }) => id);
    expect([of(ACCOUNT), of(OTHER_ACCOUNT)]).toEqual([mine, others]);
    expect(tidings.requests).toHaveLength(2);
  });

  it('sees what is written while it runs within moments, or at once when it is told', async () => {
    let looks = 0;
    const pool: Pool = {
      connect: () => home.pool.connect(),
      query: async (...asked) => {
        const answer = await home.pool.query(...asked);
        looks += 1;
        return answer;
      },
    };
    const relay = home.relay(tidings, { pollMs: 60_000, pool });
    await vi.waitFor(() => expect(looks).toBe(1), 30_000); // it found nothing, and rests
    await write();
    relay.wake();
    await untilEmpty();
    expect(tidings.requests).toHaveLength(1);
  });

  it('publishes nothing of a transaction that is open or was rolled back', async () => {
    home.relay(tidings);
    const client = await home.pool.connect();
    await client.query('BEGIN');
    await writeEvent(client, eventOf());
    const marker = await write();
    await untilTried(1);
    await client.query('ROLLBACK');
    client.release();
    await untilEmpty();
    expect([...tidings.accepted.keys()]).toEqual([marker]);
  });

  it('stops when what is under way is settled, and leaves the rest', async () => {
    await writeMany(3);
    const relay = home.relay(tidings);
    await untilTried(1);
    await relay.stop();
    expect(await home.rows()).toEqual([]);
    await write();
    expect(await home.rows()).toHaveLength(1);
  });
});

describe('an event that is refused', () => {
  it('stays aside with the reason, holds up nobody, and can be tried again', async () => {
    tidings.refuse('thing.broken', problem(422, 'invalid'));
    const [before] = await writeMany(1);
    const broken = await write({ type: 'thing.broken' });
    const [after] = await writeMany(1);
    const relay = home.relay(tidings);
    await vi.waitFor(() => expect(relay.refused).toHaveLength(1), 30_000);
    expect(await home.rows()).toMatchObject([
      { id: broken, error: 'invalid: It is invalid.', failed: true, held: null },
    ]);
    expect(relay.refused).toEqual([{ id: broken, account_id: ACCOUNT, error: 'invalid: It is invalid.' }]);
    expect([...tidings.accepted.keys()]).toEqual([before, after]);
    tidings.allow('thing.broken');
    expect(await retryRefused(home.pool, OTHER_ACCOUNT)).toBe(0);
    expect(await retryRefused(home.pool)).toBe(1);
    await untilEmpty();
    expect([...tidings.accepted.keys()]).toEqual([before, after, broken]);
  });

  it('is found in a request that is refused as a whole', async () => {
    const ids = await writeMany(5);
    const whole = { status: 413, body: problem(413, 'too_large') };
    // 5 → 3 and 2; the 3 → 2 and 1; of those 2 the first alone is too much.
    tidings.next(whole, whole, whole, whole);
    const relay = home.relay(tidings);
    await vi.waitFor(() => expect(relay.refused).toHaveLength(1), 30_000);
    expect(relay.refused).toMatchObject([{ id: ids[0] }]);
    expect([...tidings.accepted.keys()]).toEqual(ids.slice(1));
  });

  it('is none that is only too much for a proxy together with others', async () => {
    const ids = await writeMany(3);
    tidings.next({ status: 413, body: 'Request Entity Too Large' });
    const relay = home.relay(tidings);
    await untilEmpty();
    expect([...tidings.accepted.keys()]).toEqual(ids);
    expect([relay.refused, relay.troubles]).toEqual([[], []]);
  });

  it('is all that an account has that Tidings does not know', async () => {
    await writeMany(3);
    await write({ account_id: OTHER_ACCOUNT });
    tidings.next({ status: 404, body: problem(404, 'not_found') });
    const relay = home.relay(tidings, { concurrency: 1 });
    await vi.waitFor(() => expect(relay.refused).toHaveLength(3), 30_000);
    await vi.waitFor(() => expect(tidings.accepted.size).toBe(1), 30_000);
  });
});

describe('an event that cannot be published now', () => {
  it.each([
    ['Tidings is overloaded', { status: 503, body: problem(503, 'unavailable') }],
    ['the account is over its quota', { status: 429, body: problem(429, 'rate_limited') }],
    ['the connection breaks', { status: 0 }],
    ['the key is wrong', { status: 401, body: problem(401, 'unauthenticated') }],
    ['a proxy has no such path', { status: 404, body: 'No such page' }],
    ['a proxy answers for it', { status: 202, body: 'Thank you' }],
  ])('is tried again, and those behind it wait: %s', async (_sentence, answer) => {
    const ids = await writeMany(2);
    tidings.next(answer, answer);
    const relay = home.relay(tidings);
    await untilTried(1);
    ids.push(await write());
    await untilEmpty();
    expect([...tidings.accepted.keys()]).toEqual(ids);
    expect(relay.refused).toEqual([]);
  });

  it('waits for as long as Tidings asks', async () => {
    await write();
    tidings.next({ status: 503, body: problem(503, 'unavailable'), headers: { 'retry-after': '1' } });
    const begun = performance.now();
    const relay = home.relay(tidings);
    await untilEmpty();
    expect(performance.now() - begun).toBeGreaterThanOrEqual(1_000);
    expect(relay.troubles).toEqual(['Tidings answered 503: It is unavailable. Trying again in 1000 ms.']);
  });

  it('keeps no other account waiting when only its own is over its quota', async () => {
    await write();
    tidings.next({ status: 429, body: problem(429, 'rate_limited'), headers: { 'retry-after': '600' } });
    home.relay(tidings);
    await untilTried(1);
    const other = await write({ account_id: OTHER_ACCOUNT });
    await vi.waitFor(() => expect([...tidings.accepted.keys()]).toEqual([other]), 30_000);
    expect(await home.rows()).toMatchObject([{ attempts: 1, failed: false, held: true }]);
  });
});

describe('an event that may have been published already', () => {
  const age = (interval: string) =>
    home.pool.query(
      `UPDATE tidings.outbox SET first_tried_at = now() - $1::interval, held_until = now(), attempts = 1`,
      [interval],
    );

  it('is published again with its id while Tidings remembers that', async () => {
    const id = await write();
    await age('22 hours');
    home.relay(tidings);
    await untilEmpty();
    expect(tidings.requests.map(({ path }) => path)).toEqual(['/api/v1/events/batch']);
    expect([...tidings.accepted.keys()]).toEqual([id]);
  });

  it('is asked for when Tidings may have forgotten, and not published twice', async () => {
    const [known, unknown] = (await writeMany(2)) as [string, string];
    await age('24 hours');
    tidings.accepted.set(known, {} as never);
    home.relay(tidings);
    await untilEmpty();
    expect(tidings.requests.map(({ path }) => path)).toEqual([
      `/api/v1/events/${known}`,
      `/api/v1/events/${unknown}`,
      '/api/v1/events/batch',
    ]);
    expect(tidings.requests[2]?.events).toMatchObject([{ id: unknown }]);
  });

  it('counts as published when Tidings has the id with a body that it takes for another', async () => {
    const id = await write();
    tidings.refuse('thing.happened', problem(409, 'conflict'));
    tidings.accepted.set(id, {} as never);
    const relay = home.relay(tidings);
    await untilEmpty();
    expect(relay.refused).toEqual([]);
  });

  it('is free again when the relay that held it is gone', async () => {
    const id = await write();
    await home.pool.query(`UPDATE tidings.outbox SET held_until = now() + interval '300 ms', attempts = 1`);
    home.relay(tidings);
    await untilEmpty();
    expect([...tidings.accepted.keys()]).toEqual([id]);
  });
});

describe('several relays', () => {
  it('publish everything once, and each account in order', async () => {
    const accounts = Array.from({ length: 6 }, (_, n) => `acct_01k9w3m5kqe8nb2v7x4r6t0zc${n}`);
    const relays = [1, 2, 3].map(() => home.relay(tidings, { concurrency: 2, pollMs: 1 }));
    const written = new Map<string, string[]>();
    await Promise.all(
      accounts.map(async (account_id) => {
        const ids: string[] = [];
        for (let n = 0; n < 60; n += 1) ids.push(await write({ account_id }));
        written.set(account_id, ids);
      }),
    );
    await untilEmpty();
    const published = tidings.requests.flatMap(({ events }) => events.map(({ id }) => id));
    expect(new Set(published).size).toBe(360);
    expect(published).toHaveLength(360);
    for (const account of accounts) {
      const ids = [...tidings.accepted.values()]
        .filter((each) => each.account === account)
        .map(({ id }) => id);
      expect(ids).toEqual(written.get(account));
    }
    expect(relays.flatMap(({ troubles }) => troubles)).toEqual([]);
  });
});

it('takes no more at once than Tidings takes in a request', async () => {
  await home.pool.query(
    `INSERT INTO tidings.outbox (id, account_id, type, data, created_at, bytes)
     SELECT 'evt_' || n, $1, 'thing.happened', '{}', now(), CASE WHEN n <= 3 THEN 5000000 ELSE 2 END
     FROM generate_series(1, 700) AS n`,
    [ACCOUNT],
  );
  home.relay(tidings);
  await untilEmpty();
  expect(tidings.requests.map(({ events }) => events.length)).toEqual([2, 500, 198]);
});
