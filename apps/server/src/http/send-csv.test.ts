import http from 'node:http';
import { createLog, type Database } from '@tidings/kernel';
import express from 'express';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { installation } from '../testing.ts';
import { sendCsv } from './send-csv.ts';

const HEADER = /^id,event_id,event_type,webhook_id,status,.*\r\n/;

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

async function newWebhook() {
  const body = { url: 'https://93.184.215.14/hooks', events: ['*'] };
  return (await home.api('POST', '/webhooks', { body })).json.id as string;
}

async function publish() {
  const type = await home.api('GET', '/event-types/tag.created');
  const data = type.json.versions[0].example;
  return (await home.api('POST', '/events', { body: { type: 'tag.created', data } })).json.id as string;
}

const csv = { accept: 'text/csv' };

it('gives the log as a file to whoever accepts CSV', async () => {
  const id = await newWebhook();
  const event = await publish();
  const answer = await home.api('GET', `/webhooks/${id}/deliveries`, { headers: csv });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="deliveries-${id}.csv"`);
  expect(answer.headers.get('vary')).toMatch(/accept/i);
  expect(answer.text).toMatch(HEADER);
  expect(answer.text.split('\r\n')).toHaveLength(3);
  expect(answer.text).toContain(`,${event},tag.created,${id},pending,`);
});

it.each([undefined, '*/*', 'application/json', 'text/csv;q=0.5, application/json', 'text/html, */*;q=0.8'])(
  'gives JSON to whoever accepts %s',
  async (accept) => {
    const id = await newWebhook();
    const headers = { ...(accept !== undefined && { accept }) };
    const answer = await home.api('GET', `/webhooks/${id}/deliveries`, { headers });
    expect(answer.json).toMatchObject({ data: [], has_more: false });
    expect(answer.headers.get('vary')).toMatch(/accept/i);
  },
);

it('has neither for whoever accepts only text/html', async () => {
  const id = await newWebhook();
  const answer = await home.api('GET', `/webhooks/${id}/deliveries`, { headers: { accept: 'text/html' } });
  expect(answer.status).toBe(406);
});

it('answers HEAD without reading the log', async () => {
  const id = await newWebhook();
  const answer = await home.api('HEAD', `/webhooks/${id}/deliveries`, { headers: csv });
  expect([answer.status, answer.text]).toEqual([200, '']);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
});

it.each([
  ['limit', '?limit=10', 422],
  ['cursor', '?cursor=abc', 422],
  ['status', '?status=lost', 422],
  ['created_after', '?created_after=yesterday', 422],
])('answers a problem, no file, where %s is at fault', async (path, query, status) => {
  const id = await newWebhook();
  const answer = await home.api('GET', `/webhooks/${id}/deliveries${query}`, { headers: csv });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect([answer.status, answer.json.issues[0].path]).toEqual([status, path]);
});

it('answers 404 for a webhook that is not there, 401 to strangers', async () => {
  const path = '/webhooks/wh_01k9w3m5kqe8nb2v7x4r6t0zcd/deliveries';
  expect((await home.api('GET', path, { headers: csv })).status).toBe(404);
  expect((await home.request('GET', `/api/v1${path}`, { headers: csv })).status).toBe(401);
});

it('answers a problem when the database is away from the beginning', async () => {
  const id = await newWebhook();
  const origin = await home.serve({
    ...({} as Database), // only what the first queries need; all else would be away as well
    query: () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })),
  });
  const answer = await home.api('GET', `${origin}/api/v1/webhooks/${id}/deliveries`, { headers: csv });
  expect(answer.status).toBe(503);
});

/** A server that sends these pieces, and what became of them. */
async function sending(pieces: () => AsyncIterable<string>) {
  const app = express();
  const log = createLog('silent');
  const logged = vi.spyOn(log, 'error');
  app.get('/', (request, response) => sendCsv(request, response, { pieces: pieces(), name: 'a.csv', log }));
  const server = http.createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    logged,
    get: () =>
      new Promise<http.IncomingMessage>((resolve, reject) => {
        http.get({ port, host: '127.0.0.1', agent: false }, resolve).once('error', reject);
      }),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

it('cuts the connection after an error, so that half a file never passes for the whole', async () => {
  const server = await sending(async function* () {
    yield 'a\r\n';
    throw new Error('The database went away.');
  });
  const response = await server.get();
  response.resume();
  await expect(
    new Promise((resolve, reject) => response.once('end', resolve).once('error', reject)),
  ).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(server.logged).toHaveBeenCalledOnce();
  await server.close();
});

it('asks for no more than the reader takes, and stops when the reader goes away', async () => {
  const piece = `${'x'.repeat(64 * 1024)}\r\n`;
  let given = 0;
  let isEnded = false;
  const server = await sending(async function* () {
    try {
      for (;;) {
        given += 1;
        yield piece;
      }
    } finally {
      isEnded = true;
    }
  });
  const response = await server.get();
  let before = -1;
  // Buffers of the sockets fill up, some megabytes; then nothing more is asked for.
  await vi.waitFor(
    () => {
      const isStill = given === before;
      before = given;
      expect(isStill).toBe(true);
    },
    { timeout: 30_000, interval: 200 },
  );
  expect(given).toBeLessThan(1_000);
  response.destroy();
  await vi.waitFor(() => expect(isEnded).toBe(true), 30_000);
  expect(server.logged).not.toHaveBeenCalled();
  await server.close();
});
