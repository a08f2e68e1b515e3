import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, installation } from '../testing.ts';

const URL = 'https://93.184.215.14/hooks';
const TAG = { object: { object: 'tag', id: 'tag_1' } };
const NOBODY = 'wh_01k9w3m5kqe8nb2v7x4r6t0zcd';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

async function newAccount() {
  const made = await home.api('POST', '/accounts', { body: { name: 'Acme' } });
  return { 'tidings-account': made.json.id as string };
}

async function newWebhook(headers = {}) {
  const made = await home.api('POST', '/webhooks', { headers, body: { url: URL, events: ['*'] } });
  return made.json.id as string;
}

/** An event that its account's webhook waits for. */
async function newDelivery(headers = {}) {
  const webhook = await newWebhook(headers);
  const type = await home.api('GET', '/event-types/tag.created');
  const data = type.json.versions[0].example;
  const event = await home.api('POST', '/events', { headers, body: { type: 'tag.created', data } });
  const { json } = await home.api('GET', `/webhooks/${webhook}/deliveries`, { headers });
  return { webhook, event, data, delivery: json.data[0].id as string };
}

function expectProblem(answer: Answer, status: number, code: string, issues?: object[]) {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.json).toEqual({
    type: `urn:tidings:problem:${code}`,
    title: expect.any(String),
    status,
    code,
    detail: expect.any(String),
    request_id: answer.headers.get('x-request-id'),
    issues: (issues ?? []).map((issue) => ({ message: expect.any(String), ...issue })),
  });
  expect(answer.status).toBe(status);
  expect(answer.text).not.toMatch(/node_modules|\.ts:/);
}

type Document = {
  paths: Record<string, { post?: { responses: Record<string, { headers?: Record<string, object> }> } }>;
};

describe('an answer', () => {
  it.each(['/api/v1', '/api/v1/platform'])('to creating below %s is 201 and says where', async (base) => {
    const made = await home.api('POST', `${home.origin}${base}/webhooks`, {
      body: { url: URL, events: ['*'] },
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`${base}/webhooks/${made.json.id}`);
    const found = await home.api('GET', home.origin + made.headers.get('location'));
    expect(found.status).toBe(200);
    expect(found.json).toMatchObject({ id: made.json.id, url: URL });
    expect(found.json).not.toHaveProperty('secret');
  });

  it('to creating an account says where, also without one to act for', async () => {
    const made = await home.request('POST', '/api/v1/accounts', {
      headers: { authorization: `Bearer ${home.serviceKey}` },
      body: { name: 'Acme' },
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/accounts/${made.json.id}`);
  });

  it('to creating leads to what can be read, and the document says so of each', async () => {
    const made = await home.api('POST', `/accounts/${home.account.id}/portal_sessions`, { body: {} });
    const path = `/api/v1/accounts/${home.account.id}/portal_sessions/${made.json.id}`;
    expect([made.status, made.headers.get('location')]).toEqual([201, path]);
    expect((await home.api('GET', home.origin + path)).json).toMatchObject({
      id: made.json.id,
      status: 'unused',
    });
    const at: Document = (await home.request('GET', '/api/v1/openapi.json')).json;
    const told = Object.values(at.paths).flatMap(({ post }) => post?.responses['201'] ?? []);
    expect(told.length).toBeGreaterThan(4);
    for (const { headers } of told) expect(Object.keys(headers ?? {})).toContain('location');
  });

  it('to deleting is 204 without a body, and then there is nothing', async () => {
    const id = await newWebhook();
    const deleted = await home.api('DELETE', `/webhooks/${id}`);
    expect([deleted.status, deleted.text, deleted.headers.get('content-type')]).toEqual([204, '', null]);
    expectProblem(await home.api('GET', `/webhooks/${id}`), 404, 'not_found');
    expectProblem(await home.api('DELETE', `/webhooks/${id}`), 404, 'not_found');
  });

  it('to publishing is 202 with the number of deliveries', async () => {
    const { event } = await newDelivery(await newAccount());
    expect(event.status).toBe(202);
    expect(event.json).toMatchObject({
      id: expect.stringMatching(/^evt_/),
      type: 'tag.created',
      deliveries: 1,
    });
  });

  it('to a list is a page', async () => {
    const headers = await newAccount();
    for (let made = 0; made < 3; made += 1) await newWebhook(headers);
    const first = await home.api('GET', '/webhooks?limit=2', { headers });
    expect(first.json).toMatchObject({ has_more: true, next_cursor: expect.any(String) });
    const rest = await home.api('GET', `/webhooks?limit=2&cursor=${first.json.next_cursor}`, { headers });
    expect(rest.json).toMatchObject({ data: [{}], has_more: false, next_cursor: null });
    const ofOther = await home.api('GET', `/keys?cursor=${first.json.next_cursor}`, { headers });
    expect(ofOther.json).toMatchObject({ status: 422, issues: [{ path: 'cursor' }] });
  });

  it('has a request id of its own and does not say what made it', async () => {
    const answers = [await home.api('GET', '/webhooks'), await home.api('GET', '/webhooks')];
    const ids = answers.map((answer) => answer.headers.get('x-request-id'));
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^req_[0-9a-f]{20,}$/);
    expect(answers[0]!.headers.get('x-powered-by')).toBeNull();
  });
});

describe('a POST without parameters', () => {
  it.each([
    ['neither body nor content type', {}],
    ['a content type and an empty body', { headers: { 'content-type': 'application/json' }, text: '' }],
    ['an empty object', { body: {} }],
  ])('may have %s', async (_what, request) => {
    const headers = await newAccount();
    const mine = await newDelivery(headers);
    const retried = await home.api('POST', `/deliveries/${mine.delivery}/retry`, {
      ...request,
      headers: { ...headers, ...('headers' in request && request.headers) },
    });
    expect([retried.status, retried.json.id]).toEqual([200, mine.delivery]);
  });
});

describe('a body', () => {
  const post = (request: object) => home.api('POST', '/webhooks', request);
  const json = { 'content-type': 'application/json' };

  it('that lacks what is needed is 422 with a pointer to each', async () => {
    expectProblem(await post({}), 422, 'invalid', [{ path: '/url' }, { path: '/events' }]);
  });

  it('with a field that does not exist is 422', async () => {
    const body = { url: URL, events: ['*'], secret: 'mine' };
    expectProblem(await post({ body }), 422, 'invalid', [{ path: '/secret' }]);
  });

  it('may not repeat what stands in the path or a header', async () => {
    const id = await newWebhook();
    const patched = await home.api('PATCH', `/webhooks/${id}`, { body: { id, name: 'Other' } });
    expectProblem(patched, 422, 'invalid', [{ path: '/id' }]);
    const event = { type: 'tag.created', data: TAG, idempotency_key: 'k' };
    expectProblem(await home.api('POST', '/events', { body: event }), 422, 'invalid', [
      { path: '/idempotency_key' },
    ]);
  });

  it.each(['{"url":', 'nonsense', '{"a":1}}', '"\\ud800'])('%j is no JSON: 400', async (text) => {
    expectProblem(await post({ text, headers: json }), 400, 'malformed');
  });

  it.each(['[]', '"text"', '1', 'true'])('%s is no object: 400', async (text) => {
    expectProblem(await post({ text, headers: json }), 400, 'malformed');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    'of %s is 415',
    async (type) => {
      const answer = await post({ text: '{}', headers: { 'content-type': type } });
      expectProblem(answer, 415, 'unsupported_media_type');
    },
  );

  it('in a charset or encoding that we do not read is 415', async () => {
    const charset = { 'content-type': 'application/json; charset=iso-8859-1' };
    expectProblem(await post({ text: '{}', headers: charset }), 415, 'unsupported_media_type');
    const encoding = { ...json, 'content-encoding': 'zstd-9' };
    expectProblem(await post({ text: '{}', headers: encoding }), 415, 'unsupported_media_type');
  });

  it.each(['ff', 'c0af', 'eda080', 'e282'])('with the bytes %s, which are no UTF-8, is 400', async (hex) => {
    const text = new Uint8Array(
      Buffer.concat([Buffer.from('{"url":"'), Buffer.from(hex, 'hex'), Buffer.from('"}')]),
    );
    for (const headers of [json, { 'content-type': 'application/json; charset=UTF-8' }])
      expectProblem(await post({ text, headers }), 400, 'malformed');
    const packed = new Uint8Array(gzipSync(text));
    expectProblem(
      await post({ text: packed, headers: { ...json, 'content-encoding': 'gzip' } }),
      400,
      'malformed',
    );
    const other = { 'content-type': 'application/json; charset=utf-16' };
    expectProblem(await post({ text: '{}', headers: other }), 415, 'unsupported_media_type');
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('may be compressed with %s', async (coding, compress) => {
    const text = new Uint8Array(compress(JSON.stringify({ url: URL, events: ['*'] })));
    expect((await post({ text, headers: { ...json, 'content-encoding': coding } })).status).toBe(201);
  });

  it('that is compressed otherwise is 415, which says how it may be', async () => {
    const answer = await post({ text: '{}', headers: { ...json, 'content-encoding': 'zstd' } });
    expectProblem(answer, 415, 'unsupported_media_type');
    expect(answer.json.detail).toContain('gzip, deflate or br');
  });

  it('that only claims to be compressed is 400', async () => {
    expectProblem(
      await post({ text: '{}', headers: { ...json, 'content-encoding': 'gzip' } }),
      400,
      'malformed',
    );
  });

  it('of more than a megabyte is 413, also when it was compressed', async () => {
    const huge = JSON.stringify({ url: 'x'.repeat(1_100_000) });
    expectProblem(await post({ text: huge, headers: json }), 413, 'too_large');
    const text = new Uint8Array(gzipSync(huge));
    expectProblem(await post({ text, headers: { ...json, 'content-encoding': 'gzip' } }), 413, 'too_large');
  });
});

describe('a path', () => {
  it.each([
    'nonsense',
    NOBODY,
    'wh_',
    '%00',
    '..%2f..',
    'WH_01K9W3M5KQE8NB2V7X4R6T0ZCD',
    NOBODY.replace('wh_', 'del_'),
  ])('with the id %s leads nowhere: 404', async (id) => {
    expectProblem(await home.api('GET', `/webhooks/${id}`), 404, 'not_found');
    expectProblem(await home.api('PATCH', `/webhooks/${id}`, { body: {} }), 404, 'not_found');
  });

  it.each(['/event-types/no.such', '/event-types/Nonsense', '/deliveries/x/attempts', '/events/evt_x'])(
    '%s leads nowhere: 404',
    async (path) => {
      expectProblem(await home.api('GET', path), 404, 'not_found');
    },
  );

  it('that is no route is 404, whoever asks', async () => {
    expectProblem(await home.api('GET', '/no-such-thing'), 404, 'not_found');
    expectProblem(await home.request('PUT', '/api/v1/no-such-thing'), 404, 'not_found');
  });

  it.each([
    ['PUT', '/webhooks', 'GET, HEAD, POST'],
    ['POST', `/webhooks/${NOBODY}`, 'GET, HEAD, PATCH, PUT, DELETE'],
    ['POST', '/event-types/tag.created', 'GET, HEAD, PUT, DELETE'],
    ['GET', '/deliveries/del_x/retry', 'POST'],
    ['OPTIONS', '/webhooks', 'GET, HEAD, POST'],
    ['PROPFIND', '/webhooks', 'GET, HEAD, POST'],
  ])('that is known answers 405 to %s %s and names what is possible', async (method, path, allowed) => {
    const answer = await home.request(method, `/api/v1${path}`);
    expectProblem(answer, 405, 'method_not_allowed');
    expect(answer.headers.get('allow')).toBe(allowed);
  });

  it('that can be read can be asked for with HEAD', async () => {
    const headers = { authorization: `Bearer ${home.serviceKey}`, 'tidings-account': home.account.id };
    expect((await fetch(`${home.origin}/api/v1/webhooks`, { method: 'HEAD', headers })).status).toBe(200);
  });

  it('that is not encoded well is 400', async () => {
    expectProblem(await home.api('GET', '/webhooks/%E0%A4%A'), 400, 'malformed');
  });
});

describe('a query', () => {
  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['status=lost', 'status'],
    ['cursor=made-up', 'cursor'],
    ['q=%00', 'q'],
    [`q=${'x'.repeat(201)}`, 'q'],
    ['q=a&q=b', 'q'],
    ['colour=red', 'colour'],
    ['q[a]=1', 'q[a]'],
    ['__proto__=1', '__proto__'],
    ['toString=1', 'toString'],
  ])('of %s is 422 and named', async (query, path) => {
    expectProblem(await home.api('GET', `/webhooks?${query}`), 422, 'invalid', [{ path }]);
  });

  it('of a path parameter is unknown as well', async () => {
    const id = await newWebhook();
    expectProblem(await home.api('GET', `/webhooks/${id}?id=${id}`), 422, 'invalid', [{ path: 'id' }]);
    expectProblem(await home.api('DELETE', `/webhooks/${id}?force=1`), 422, 'invalid', [{ path: 'force' }]);
    expect((await home.api('GET', `/webhooks/${id}`)).status).toBe(200);
  });

  it('where there is a body is 422 as well, and nothing is done', async () => {
    const headers = await newAccount();
    const body = { url: URL, events: ['*'] };
    const answer = await home.api('POST', '/webhooks?foo=1&url=x', { headers, body });
    expectProblem(answer, 422, 'invalid', [{ path: 'foo' }, { path: 'url' }]);
    expect((await home.api('GET', '/webhooks', { headers })).json.data).toEqual([]);
  });
});

describe('a header', () => {
  it.each(['', 'x'.repeat(201)])('Idempotency-Key of %j is 422 and named', async (key) => {
    const { data } = await newDelivery();
    const answer = await home.api('POST', '/events', {
      body: { type: 'tag.created', data },
      headers: { 'idempotency-key': key },
    });
    expectProblem(answer, 422, 'invalid', [{ path: 'idempotency-key' }]);
  });

  it('Idempotency-Key gives the first answer again, and 409 for another body', async () => {
    const { data } = await newDelivery();
    const headers = { 'idempotency-key': 'once' };
    const body = { type: 'tag.created', data };
    const [first, again] = [
      await home.api('POST', '/events', { body, headers }),
      await home.api('POST', '/events', { body, headers }),
    ];
    expect([again.status, again.json]).toEqual([202, first.json]);
    const other = await home.api('POST', '/events', { body: { ...body, type: 'tag.deleted' }, headers });
    expectProblem(other, 409, 'conflict');
  });

  it.each(['acct_x', 'nonsense', NOBODY])('Tidings-Account of %s is 400', async (account) => {
    const answer = await home.api('GET', '/webhooks', { headers: { 'tidings-account': account } });
    expectProblem(answer, 400, 'malformed', [{ path: 'Tidings-Account' }]);
  });

  it('Tidings-Account of an account that is not there is 404, and of none 400', async () => {
    const missing = { 'tidings-account': 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd' };
    expectProblem(await home.api('GET', '/webhooks', { headers: missing }), 404, 'not_found');
    const headers = { authorization: `Bearer ${home.serviceKey}` };
    expectProblem(await home.request('GET', '/api/v1/webhooks', { headers }), 400, 'malformed');
  });

  it.each([undefined, 'Bearer tdg_sk_wrongwrongwrongwrong', 'Basic YTpi', 'Bearer'])(
    'Authorization of %s is 401 and says what is wanted',
    async (authorization) => {
      const headers = { 'tidings-account': home.account.id, ...(authorization && { authorization }) };
      const answer = await home.request('GET', '/api/v1/webhooks', { headers });
      expectProblem(answer, 401, 'unauthenticated');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    },
  );
});
