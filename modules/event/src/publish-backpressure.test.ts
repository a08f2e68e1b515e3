import { Batcher, type Context, newId, type OpenDatabase, openDatabase } from '@tidings/kernel';
import { type Proxy, startProxy } from '@tidings/kernel/testing';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { commitEvents, type Outcome, type ReadyEvent } from './commit-events.ts';
import { committed, refuseWhenFull } from './publish-backpressure.ts';
import { publishBatch } from './publish-batch.ts';
import { publish } from './publish.ts';
import { openEvents, rejection } from './testing.ts';

const THING = { type: 'thing.happened', data: { n: 1 } };
const NOT_STORED = {
  code: 'unavailable',
  message: expect.stringContaining('was not stored'),
  retryAfterSeconds: 1,
};
const FULL = { ...NOT_STORED, message: expect.stringMatching(/^More events are coming in/) };
const UNKNOWN = { code: 'unavailable', message: expect.stringContaining('same Idempotency-Key') };

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

function eventOf(bytes: number): ReadyEvent {
  const body = 'x'.repeat(bytes);
  const fact = { id: newId('evt'), type: 'thing.happened', createdAt: new Date() };
  return {
    ...fact,
    day: '2026-11-21',
    accountId: 'acct_1',
    apiVersion: '2026-01-01',
    body,
    data: {},
    claims: [],
    facets: [],
  };
}

/** Commits whose database never answers: the first batch is under way for ever. */
function frozen() {
  return new Batcher<ReadyEvent, Outcome>({
    maxItems: 1,
    concurrency: 1,
    handle: () => new Promise(() => undefined),
  });
}

/** The database as it is, but that no transaction ends before the test does. */
function standing(): Context['database'] {
  const { promise, reject } = Promise.withResolvers<never>();
  onTestFinished(() => reject(Object.assign(new Error('The test is over.'), { code: 'ECONNRESET' })));
  return { ...home.database, transaction: () => promise };
}

/** A publisher whose database is reached through a proxy that can fall silent. */
async function behindProxy() {
  const proxy: Proxy = await startProxy(home.url);
  const database: OpenDatabase = openDatabase({
    url: proxy.url,
    poolSize: 2,
    entities: [],
    onError: () => undefined,
    answerWithinMs: 500,
  });
  onTestFinished(async () => {
    await database.close();
    await proxy.close();
  });
  const ctx: Context & { accountId: string } = { ...home.account(), database };
  await publish(ctx, THING);
  return { ctx, proxy };
}

test.each([
  ['that wait to be stored', undefined],
  ['whose quota is asked for', { webhooks: null, deliveriesPerMinute: 1 }],
])(
  'publishers are turned away while 64 MiB of bodies are held %s, also of those who gave up',
  async (_, quota) => {
    const database = standing();
    const ctx = { ...home.account(), database, ...(quota && { quota }) };
    const data = { text: 'x'.repeat(255 * 1024) };
    const answers: unknown[] = [];
    for (let held = 0; held < 257; held += 1) {
      // The first is under way when its publisher has waited long enough.
      const patience = held === 0 ? { patienceMs: 1 } : {};
      publish(ctx, { ...THING, data }, patience).catch((error: unknown) => answers.push(error));
    }
    expect(await rejection(publish(ctx, THING))).toMatchObject(FULL);
    await vi.waitFor(() => expect(answers).toHaveLength(1), 30_000);
    expect(answers).toMatchObject([{ code: 'unavailable', message: expect.not.stringMatching(/coming in/) }]);
    expect(await rejection(publish(ctx, THING))).toMatchObject(FULL);
  },
);

test('publishers are turned away while 20,000 events wait, however small', () => {
  const commits = frozen();
  for (let waiting = 0; waiting < 20_000; waiting += 1) {
    refuseWhenFull(commits);
    void commits.add(eventOf(1));
  }
  expect(() => refuseWhenFull(commits)).toThrow('This one was not stored.');
});

test('who waits behind a batch that never ends is told that nothing was stored, who is in it that nobody knows', async () => {
  const commits = frozen();
  const [first, second] = await Promise.all(
    [1, 2].map(() => rejection(committed(commits, eventOf(1), { patienceMs: 50 }))),
  );
  expect(first).toMatchObject(UNKNOWN);
  expect(second).toMatchObject(NOT_STORED);
  expect(commits.depth).toBe(0);
});

test('publishing to a database that fell silent is answered as unavailable, and goes on when it answers again', async () => {
  const { ctx, proxy } = await behindProxy();
  proxy.swallow();
  const hung = await rejection(publish(ctx, { ...THING, idempotency_key: 'k' }, { patienceMs: 100 }));
  expect(hung).toMatchObject(UNKNOWN);
  proxy.pass();
  const answer = await publish(ctx, { ...THING, idempotency_key: 'k' });
  expect(await publish(ctx, { ...THING, idempotency_key: 'k' })).toEqual(answer);
  expect(await home.count(ctx)).toBe(2);
});

test('a commit whose answer was lost is no failure, and the same key gives its answer', async () => {
  const { ctx, proxy } = await behindProxy();
  const input = { ...THING, id: newId('evt'), idempotency_key: 'k' };
  const listening = ctx.database.transaction.bind(ctx.database);
  const mute: Context['database'] = {
    ...ctx.database,
    // The answer to the last statement of the work still comes; that to COMMIT is lost.
    transaction: (work) =>
      listening(async (tx) => {
        const result = await work(tx);
        proxy.swallowAnswers();
        return result;
      }),
  };
  expect(await rejection(publish({ ...ctx, database: mute }, input))).toMatchObject(UNKNOWN);
  proxy.pass();
  expect(await publish(ctx, input)).toMatchObject({ id: input.id });
  expect(await home.count(ctx)).toBe(2);
});

test('a batch of which nothing could be stored is unavailable as a whole, with what is at fault in it', async () => {
  const { ctx, proxy } = await behindProxy();
  proxy.swallow();
  const failure = await rejection(publishBatch(ctx, { events: [THING, { type: 'nothing' }] }));
  expect(failure).toMatchObject(UNKNOWN);
  expect(failure).not.toHaveProperty('retryAfterSeconds');
});

test('nothing is left in memory when all is stored', async () => {
  const ctx = home.account();
  await Promise.all(Array.from({ length: 500 }, () => publish(ctx, THING)));
  const commits = commitEvents(ctx.database);
  expect([commits.depth, commits.weight]).toEqual([0, 0]);
});
