import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api } from '../support/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { send } from '../support/request.ts';
import { createWebhook, publish, TAG_CREATED } from '../support/samples.ts';
import type { Event, Page } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const HOOK = { url: 'http://127.0.0.1:65535/', events: ['*'] };
const KIB = 1024;

let server: Server;
let api: Api;
let webhookId: string;

beforeAll(async () => {
  server = await startServer();
  api = await server.newAccount();
  webhookId = (await createWebhook(api, HOOK)).id;
});

afterAll(async () => {
  // Whatever was sent, the server still works and has lost its footing nowhere.
  try {
    const { id } = await publish(api);
    expect((await api.get<Event>(`/events/${id}`)).body.data).toEqual(TAG_CREATED.data);
  } finally {
    await server.stop();
  }
});

/** A tag.created with more in its object. */
function tag(extra: unknown) {
  return { type: 'tag.created', data: { object: { ...TAG_CREATED.data.object, ...(extra as object) } } };
}

/** `{"a":{"a":…}}`, as text: no serialiser would go this deep. */
function nested(levels: number, inner = '1'): string {
  return '{"a":'.repeat(levels) + inner + '}'.repeat(levels);
}

describe('a body that cannot be read', () => {
  test.each([
    ['is cut off', '{"type":'],
    ['is empty text', ' '],
    ['has a comment', '{"type": /* ! */ 1}'],
    ['has single quotes', "{'type':1}"],
    ['has a bare NUL', '{"type":"a\u0000b"}'],
    ['has NaN', '{"type":NaN}'],
    ['is a list', '[]'],
    ['is text', '"tag.created"'],
    ['is a number', '1'],
    ['is null', 'null'],
  ])('because it %s is 400', async (_, body) => {
    for (const path of ['/events', '/webhooks', '/accounts', '/events/batch']) {
      expectProblem(await api.send('POST', path, { headers: JSON_TYPE, body }), 400);
    }
    expectProblem(await api.send('PATCH', `/webhooks/${webhookId}`, { headers: JSON_TYPE, body }), 400);
  });

  test.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/xml', 415],
    ['application/json; charset=iso-8859-1', 415],
    ['json', 415],
  ])('because its type is %s is %i', async (type, status) => {
    const body = JSON.stringify(TAG_CREATED);
    expectProblem(await api.send('POST', '/events', { headers: { 'content-type': type }, body }), status);
  });

  test('because it names no type is 415', async () => {
    expectProblem(await api.send('POST', '/events', { headers: {}, body: JSON.stringify(TAG_CREATED) }), 415);
  });

  test.each([
    ['an encoding that does not exist is 415', 'rot13', JSON.stringify(TAG_CREATED), 415],
    ['gzip that is none is 400', 'gzip', 'not gzip', 400],
    ['gzip that is cut off is 400', 'gzip', gzipSync(JSON.stringify(TAG_CREATED)).subarray(0, 20), 400],
    ['gzip that unpacks to 20 MiB is 413', 'gzip', gzipSync(Buffer.alloc(20 * KIB * KIB, ' ')), 413],
  ])('because of %s', async (_, encoding, body, status) => {
    const headers = { ...JSON_TYPE, 'content-encoding': encoding };
    expectProblem(await api.send('POST', '/events', { headers, body }), status);
  });
});

describe('a body that is too large', () => {
  test('by one byte of its envelope is 413, and at the limit it is taken', async () => {
    const { id } = await publish(api, tag({ pad: '' }));
    const { explain: _, ...envelope } = (await api.get<Event & { explain: unknown }>(`/events/${id}`)).body;
    const bare = JSON.stringify(envelope);
    const room = 256 * KIB - Buffer.byteLength(bare);
    expectProblem(await api.post('/events', tag({ pad: 'x'.repeat(room + 1) })), 413);
    expect((await api.post('/events', tag({ pad: 'x'.repeat(room) }))).status).toBe(202);
  });

  test('in bytes rather than characters is 413', async () => {
    expectProblem(await api.post('/events', tag({ pad: '€'.repeat(100 * KIB) })), 413);
  });

  test('far beyond the limit is 413, on every operation that takes one', async () => {
    const body = JSON.stringify({ ...HOOK, ...TAG_CREATED, name: 'x'.repeat(2 * KIB * KIB) });
    for (const path of ['/events', '/webhooks', '/accounts']) {
      expectProblem(await api.send('POST', path, { headers: JSON_TYPE, body }), 413);
    }
  });

  test('is 413 for its one event of a batch, and the others are stored', async () => {
    const { status, body } = await api.post<{ data: { id?: string; error?: { status: number } }[] }>(
      '/events/batch',
      {
        events: [TAG_CREATED, tag({ pad: 'x'.repeat(256 * KIB) })],
      },
    );
    expect(status).toBe(202);
    expect(body.data.map((each) => each.error?.status)).toEqual([undefined, 413]);
  });
});

describe('an event at fault is 422 at', () => {
  test.each([
    ['/type', {}],
    ['/data', { type: 'tag.created' }],
    ['/type', { ...TAG_CREATED, type: 5 }],
    ['/type', { ...TAG_CREATED, type: null }],
    ['/type', { ...TAG_CREATED, type: 'tag' }],
    ['/type', { ...TAG_CREATED, type: 'TAG.CREATED' }],
    ['/type', { ...TAG_CREATED, type: 'tag.*' }],
    ['/type', { ...TAG_CREATED, type: 'tag.exploded' }],
    ['/type', { ...TAG_CREATED, type: 'constructor.prototype' }],
    ['/type', { ...TAG_CREATED, type: `${'a'.repeat(99)}.b` }],
    ['/data', { ...TAG_CREATED, data: [] }],
    ['/data', { ...TAG_CREATED, data: 'text' }],
    ['/data', { ...TAG_CREATED, data: null }],
    ['/data/object', { ...TAG_CREATED, data: {} }],
    ['/data/object', { ...TAG_CREATED, data: { object: [] } }],
    ['/data/object/id', { ...TAG_CREATED, data: { object: { ...TAG_CREATED.data.object, id: '' } } }],
    ['/data/object/created_at', tag({ created_at: 'yesterday' })],
    ['/id', { ...TAG_CREATED, id: 'evt_1' }],
    ['/id', { ...TAG_CREATED, id: 'wh_01k9w3m5kqe8nb2v7x4r6t0zcd' }],
    ['/id', { ...TAG_CREATED, id: 'evt_81k9w3m5kqe8nb2v7x4r6t0zcd' }],
    ['/id', { ...TAG_CREATED, id: 'EVT_01K9W3M5KQE8NB2V7X4R6T0ZCD' }],
    ['/id', { ...TAG_CREATED, id: 7 }],
    ['/created_at', { ...TAG_CREATED, created_at: 'now' }],
    ['/created_at', { ...TAG_CREATED, created_at: 1_763_649_240 }],
    ['/created_at', { ...TAG_CREATED, created_at: '2026-13-01T00:00:00Z' }],
    ['/created_at', { ...TAG_CREATED, created_at: '2026-02-30T00:00:00Z' }],
    ['/created_at', { ...TAG_CREATED, created_at: '+275760-09-13T00:00:00Z' }],
    ['/api_version', { ...TAG_CREATED, api_version: '1999-01-01' }],
    ['/api_version', { ...TAG_CREATED, api_version: 'latest' }],
    ['/account_id', { ...TAG_CREATED, account_id: 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd' }],
    ['/deliveries', { ...TAG_CREATED, deliveries: 0 }],
    ['/idempotency_key', { ...TAG_CREATED, idempotency_key: 'k' }],
    ['/a~1b~0c', { ...TAG_CREATED, 'a/b~c': 1 }],
  ])('%s: %j', async (path, body) => {
    expectProblem(await api.post('/events', body), 422, path);
  });

  test.each([51, 5_000, 100_000])('level 51 of data that is nested %i levels deep', async (levels) => {
    const body = `{"type":"tag.created","data":${nested(levels)}}`;
    const answer = await api.send('POST', '/events', { headers: JSON_TYPE, body });
    expectProblem(answer, 422, `/data${'/a'.repeat(50)}`);
  });

  test('level 51 of data whose lists are nested 100,000 levels deep', async () => {
    const body = `{"type":"tag.created","data":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
    const answer = await api.send('POST', '/events', { headers: JSON_TYPE, body });
    expectProblem(answer, 422, `/data/a${'/0'.repeat(49)}`);
  });

  test('/x when a field that does not exist is nested 100,000 levels deep', async () => {
    const body = `{"type":"tag.created","data":{},"x":${nested(100_000)}}`;
    expectProblem(await api.send('POST', '/events', { headers: JSON_TYPE, body }), 422, '/x');
  });

  test.each([
    ['/events', { events: Array.from({ length: 1_001 }, () => TAG_CREATED) }],
    ['/events', { events: [] }],
    ['/events', { events: TAG_CREATED }],
    ['/events', {}],
    ['/surprise', { events: [TAG_CREATED], surprise: 1 }],
  ])('%s of a batch', async (path, body) => {
    expectProblem(await api.post('/events/batch', body), 422, path);
  });

  test.each([
    ['is empty', ''],
    ['is too long', 'k'.repeat(201)],
  ])('idempotency-key when it %s', async (_, key) => {
    expectProblem(await api.post('/events', TAG_CREATED, { 'idempotency-key': key }), 422, 'idempotency-key');
  });
});

describe('what is odd but allowed in the data of an event is kept as it was sent:', () => {
  test.each([
    ['constructor', '{"constructor":{"prototype":{"polluted":true}}}'],
    ['a number that no float holds', '{"n":1e400}'],
    ['a number with 40 digits', `{"n":${'9'.repeat(40)}}`],
  ])('%s', async (_, extra) => {
    const object = `{"object":"tag","id":"tag_1","name":"vip",${extra.slice(1)}`;
    const text = `{"type":"tag.created","data":{"object":${object},"aside":${extra}}}`;
    const answer = await api.send<{ id: string }>('POST', '/events', { headers: JSON_TYPE, body: text });
    if (answer.status !== 202) return void expectProblem(answer, 422);
    const kept = await api.get<Event>(`/events/${answer.body.id}`);
    expect(kept.body.data).toEqual((JSON.parse(text) as Event).data);
    expect(kept.text).toContain(
      Object.keys(JSON.parse(extra) as object).map((key) => JSON.stringify(key))[0],
    );
    expect(kept.text).not.toContain('null');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('an id or path that leads nowhere is 404:', () => {
  test.each([
    '/webhooks/x',
    '/webhooks/WH%20',
    '/webhooks/wh_',
    '/webhooks/%00',
    '/webhooks/..%2F..%2Fetc%2Fpasswd',
    '/webhooks/..%2Faccounts',
    '/webhooks/%2e%2e%2faccounts',
    "/webhooks/wh_'%20OR%201=1--",
    `/webhooks/${'x'.repeat(5_000)}`,
    '/webhooks/wh_7zzzzzzzzzzzzzzzzzzzzzzzzz',
    '/webhooks/wh_00000000000000000000000000',
    '/webhooks/evt_01k9w3m5kqe8nb2v7x4r6t0zcd',
    '/events/evt_7zzzzzzzzzzzzzzzzzzzzzzzzz',
    '/events/evt_00000000000000000000000000',
    '/deliveries/del_7zzzzzzzzzzzzzzzzzzzzzzzzz',
    '/deliveries/del_00000000000000000000000000',
    '/deliveries/del_7zzzzzzzzzzzzzzzzzzzzzzzzz/attempts',
    '/accounts/acct_7zzzzzzzzzzzzzzzzzzzzzzzzz',
    '/event-types/constructor',
    '/event-types/__proto__',
    '/event-types/..%2Ftag.created',
    '/nothing',
    '/',
    '//events',
    '/../events',
    '/../../etc/passwd',
    '/webhooks/../../../../etc/passwd',
  ])('%s', async (path) => {
    expectProblem(await api.get(path.replace('WH', webhookId)), 404);
  });

  test('a path that is not valid percent encoding is 400', async () => {
    expectProblem(await api.get('/webhooks/%'), 400);
    expectProblem(await api.get('/webhooks/%ff'), 400);
  });

  test.each([
    'PUT /webhooks',
    'DELETE /webhooks',
    'PATCH /events',
    'DELETE /events',
    'POST /event-types',
    'GET /deliveries/del_01k9w3m5kqe8nb2v7x4r6t0zcd/retry',
    'TRACE /webhooks',
    'PROPFIND /webhooks',
  ])('%s, which is no operation', async (line) => {
    const [method = '', path = ''] = line.split(' ');
    const answer = await api.send(method, path, { headers: {} });
    // The path is known, so what is allowed there has to be named (RFC 9110 §15.5.6).
    expectProblem(answer, 405);
    expect(answer.headers['allow']).toMatch(/^[A-Z]+(, [A-Z]+)*$/);
  });
});

describe('who asks and for whom:', () => {
  const key = () => ({ authorization: api.headers['authorization'] ?? '' });
  const get = (headers: Record<string, string>) =>
    send(server.url, '/api/v1/webhooks', { method: 'GET', headers });

  test('a service key that names no account is 400 where one is needed', async () => {
    expectProblem(await get(key()), 400);
    expectProblem(await new Api(server.url, key()).post('/events', TAG_CREATED), 400);
  });

  test.each([
    '',
    'x',
    'acct_',
    'wh_01k9w3m5kqe8nb2v7x4r6t0zcd',
    'acct_81k9w3m5kqe8nb2v7x4r6t0zcd',
    "acct_' OR 1=1--",
  ])('an account header %j is 400', async (account) => {
    expectProblem(await get({ ...key(), 'tidings-account': account }), 400, 'Tidings-Account');
  });

  test('an account that does not exist is 404', async () => {
    expectProblem(await get({ ...key(), 'tidings-account': 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd' }), 404);
  });

  test.each([
    [
      'a key that differs in its last letter',
      (good: string) => `${good.slice(0, -1)}#`.replace('#', good.endsWith('A') ? 'B' : 'A'),
    ],
    ['a key with something after it', (good: string) => `${good}.extra`],
    ['two keys', (good: string) => `${good}, ${good}`],
    ['a key without its scheme', (good: string) => good.replace('Bearer ', '')],
    ['an empty header', () => ''],
    ['a key of 5,000 letters', () => `Bearer tdg_sk_${'x'.repeat(5_000)}`],
  ])('%s is 401', async (_, change) => {
    const authorization = change(api.headers['authorization'] ?? '');
    expectProblem(await get({ ...api.headers, authorization }), 401);
  });
});

describe('HTTP itself:', () => {
  test('headers of 17 KiB are 431, as a problem', async () => {
    const answer = await send(server.url, '/api/v1/webhooks', {
      method: 'GET',
      headers: { ...api.headers, 'x-big': 'x'.repeat(17 * KIB) },
    });
    expect(answer.status).toBe(431);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  test('a body that announces more than it brings is let go, and others are served', async () => {
    const { hostname, port } = new URL(server.url);
    const headers = { ...api.headers, ...JSON_TYPE, 'content-length': '1000' };
    await new Promise<void>((resolve) => {
      const halfway = httpRequest({ hostname, port, method: 'POST', path: '/api/v1/events', headers });
      halfway.once('error', () => resolve());
      halfway.write('{"type":', () => halfway.destroy(new Error('cut')));
    });
    expect((await api.get<Page<Event>>('/events?limit=1')).status).toBe(200);
  });

  test('HEAD answers as GET without a body', async () => {
    const answer = await api.send('HEAD', '/webhooks', { headers: {} });
    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  test.each([
    '/assets/none.js',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/docs/..%2f..%2f..%2fpackage.json',
    '/docs/%00',
    '/..%2f..%2fpackage.json',
    '/%ff',
    '/play/x',
  ])('%s outside the API is refused without a word of our insides', async (path) => {
    const answer = await send(server.url, path, { method: 'GET', headers: {} });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toMatch(/node_modules|\bat .*:\d+:\d+|@tidings\//);
  });
});
