import { createServer, type AddressInfo, type Socket } from 'node:net';
import { publishBatch } from '@tidings/event';
import { openDatabase, type OpenDatabase } from '@tidings/kernel';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { installation } from '../testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
const opened: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  home = await installation();
});
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});
afterAll(() => home.close());

function databaseAt(port: number): OpenDatabase {
  const url = `postgres://nobody@127.0.0.1:${port}/none`;
  const database = openDatabase({ url, poolSize: 2, entities: [], onError: () => undefined });
  opened.push(() => database.close());
  return database;
}

/** The port of something that accepts connections and never says a word. */
async function mutePort(): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  opened.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return (server.address() as AddressInfo).port; // an address of TCP: it listens on a port
}

/** The port on which nothing listens. */
async function closedPort(): Promise<number> {
  const port = await mutePort();
  await opened.pop()?.();
  return port;
}

it('is healthy and ready while the database answers', async () => {
  const health = await home.request('GET', '/health');
  expect([health.status, health.json]).toEqual([200, { status: 'ok' }]);
  const ready = await home.request('GET', '/ready');
  expect([ready.status, ready.json]).toEqual([200, { status: 'ready', database: 'ok', queue: 'ok' }]);
});

it.each([
  ['refuses connections', closedPort],
  ['does not answer', mutePort],
])('is healthy but not ready when the database %s', async (_how, port) => {
  const origin = await home.serve(databaseAt(await port()));
  expect((await home.request('GET', `${origin}/health`)).status).toBe(200);
  const answer = await home.request('GET', `${origin}/ready`);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.json).toMatchObject({
    status: 503,
    code: 'unavailable',
    request_id: answer.headers.get('x-request-id'),
  });
});

it('answers 503 over REST, with the time to come again, when the database is away', async () => {
  const origin = await home.serve(databaseAt(await closedPort()));
  const answer = await home.api('GET', `${origin}/api/v1/webhooks`);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('1');
  expect(answer.json).toMatchObject({ status: 503, code: 'unavailable' });
  expect(answer.text).not.toMatch(/ECONNREFUSED|127\.0\.0\.1/);
});

it('answers 503 to publishers, with the time to come again, while more wait than can be stored', async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  const database = { ...home.database, transaction: () => promise };
  const origin = await home.serve(database);
  const ctx = { ...home.ctx, database, accountId: home.account.id };
  const object = { object: 'tag', id: 'tag_1', name: 'vip' };
  const tag = { type: 'tag.created', data: { object } };
  const large = { ...tag, data: { object, note: 'x'.repeat(255 * 1024) } };
  const events = Array.from({ length: 257 }, () => large); // more than 64 MiB
  const waiting = publishBatch(ctx, { events }).catch(() => undefined);
  const answer = await home.api('POST', `${origin}/api/v1/events`, { body: tag });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  expect(answer.json).toMatchObject({ code: 'unavailable', detail: expect.stringMatching(/^More events/) });
  reject(Object.assign(new Error('The test is over.'), { code: 'ECONNRESET' }));
  await waiting;
});
