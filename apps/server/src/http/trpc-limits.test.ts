import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, installation, type Request } from '../testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
let headers: Record<string, string>;
beforeAll(async () => {
  home = await installation();
  headers = { authorization: `Bearer ${home.serviceKey}`, 'tidings-account': home.account.id };
});
afterAll(() => home.close());

const ask = (method: string, path: string, { headers: more, ...request }: Request = {}) =>
  home.request(method, `/trpc/${path}`, { ...request, headers: { ...headers, ...more } });
const json = { 'content-type': 'application/json' };
const codeOf = ({ json: body }: Answer): unknown => [body].flat()[0]?.error?.data?.problem?.code;
const calls = (count: number, name = 'webhooks.list') => Array.from({ length: count }, () => name).join(',');

it('twenty calls fit into one request, and no more', async () => {
  const input = encodeURIComponent(
    JSON.stringify(Object.fromEntries(Array.from({ length: 20 }, (_, n) => [n, {}]))),
  );
  const twenty = await ask('GET', `${calls(20)}?batch=1&input=${input}`);
  expect([twenty.status, twenty.json.length]).toEqual([200, 20]);
  const more = await ask('GET', `${calls(21)}?batch=1&input=%7B%7D`);
  expect([more.status, more.headers.get('content-type')]).toEqual([400, 'application/json']);
  expect(more.json.error.data.problem).toMatchObject({
    code: 'malformed',
    detail: 'There are too many calls in one request.',
    request_id: more.headers.get('x-request-id'),
  });
});

it('a body is 2 MiB at most', async () => {
  const text = JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) });
  const answer = await ask('POST', 'webhooks.create', { headers: json, text });
  expect([answer.status, codeOf(answer)]).toEqual([413, 'too_large']);
});

it.each<[string, Request, number]>([
  ['JSON that is broken', { headers: json, text: '{' }, 400],
  ['no JSON', { headers: { 'content-type': 'text/plain' }, text: '{}' }, 415],
  ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, text: 'a=1' }, 415],
  ['nothing', {}, 415],
  ['nothing as JSON', { headers: json, text: '' }, 422],
  ['a list', { headers: json, text: '[]' }, 422],
  ['null', { headers: json, text: 'null' }, 422],
  [
    '100,000 levels',
    { headers: json, text: `{"filter":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}` },
    422,
  ],
  ['100,000 lists', { headers: json, text: '['.repeat(100_000) + ']'.repeat(100_000) }, 422],
  ['its prototype', { headers: json, text: '{"__proto__":{"url":"https://x.example"}}' }, 422],
])('%s is refused as what it is', async (_, request, status) => {
  const answer = await ask('POST', 'webhooks.create', request);
  const { problem } = answer.json.error.data;
  expect([answer.status, problem.status]).toEqual([status, status]);
  expect(problem.request_id).toBe(answer.headers.get('x-request-id'));
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d/);
});

it.each([
  ['GET', '%', 400],
  ['POST', '%ff', 400],
  ['PUT', 'webhooks.list', 405],
  ['DELETE', 'webhooks.list', 405],
])('%s /trpc/%s is refused before tRPC reads it', async (method, path, status) => {
  const answer = await ask(method, path);
  expect([answer.status, answer.json.status]).toEqual([status, status]);
});

it('says what is wrong with a body, and what is missing in an empty one', async () => {
  const said = async (request: Request) => {
    const answer = await ask('POST', 'webhooks.create', request);
    return JSON.parse(answer.text).error.data.problem;
  };
  expect(await said({ headers: json, text: '{' })).toMatchObject({
    code: 'malformed',
    detail: 'The input is not valid JSON.',
  });
  expect(await said({ headers: json, text: '' })).toMatchObject({
    code: 'invalid',
    issues: expect.arrayContaining([expect.objectContaining({ path: '/url' })]),
  });
  expect(await said({ headers: json, text: ' '.repeat(2 * 1024 * 1024 + 1) })).toMatchObject({
    code: 'too_large',
    detail: 'The body is larger than is accepted: 2 MiB.',
  });
});

it('a change that needs no input needs no body', async () => {
  for (const text of ['', '{}']) {
    const answer = await ask('POST', 'play.clear', { headers: json, text });
    expect([text, answer.status]).toEqual([text, 200]);
  }
});

it.each<[string, Record<string, string>, Buffer, number]>([
  ['a byte that is none', json, Buffer.from('{"name":"\xe9"}', 'latin1'), 400],
  ['half of a character', json, Buffer.from('{"name":"é"}').subarray(0, 10), 400],
  ['another charset', { 'content-type': 'application/json; charset=latin1' }, Buffer.from('{}'), 415],
])('a body is UTF-8, or nothing of it is carried out: %s', async (_, more, bytes, status) => {
  const answer = await fetch(`${home.origin}/trpc/webhooks.create`, {
    method: 'POST',
    headers: { ...headers, ...more },
    body: bytes,
  });
  const { problem } = JSON.parse(await answer.text()).error.data;
  expect([answer.status, problem.status]).toEqual([status, status]);
  expect(problem.detail).toMatch(/UTF-8/);
  expect(problem.request_id).toBe(answer.headers.get('x-request-id'));
});

it.each([
  ['application/json; charset=utf-8', 200],
  ['application/json;charset="UTF-8"', 200],
  ['Application/JSON', 200],
  ['APPLICATION/JSON ; Charset=utf-8', 200],
  ['application/json-seq', 415],
  ['application/jsonl', 415],
  ['application/json, text/plain', 415],
  ['application/vnd.api+json', 415],
  ['multipart/form-data; boundary=x', 415],
  ['application/octet-stream', 415],
  ['json', 415],
])('a content type is read as such, not as text: %s is answered %i', async (type, status) => {
  const answer = await ask('POST', 'play.clear', { headers: { 'content-type': type }, text: '{}' });
  expect(answer.status).toBe(status);
  if (status === 415) expect(codeOf(answer)).toBe('unsupported_media_type');
});

it('a query has no body, so that its content type says nothing', async () => {
  for (const type of ['multipart/form-data', 'application/octet-stream', 'text/plain', 'nonsense']) {
    const answer = await ask('GET', 'play.inbox?input=%7B%7D', { headers: { 'content-type': type } });
    expect([type, answer.status]).toEqual([type, 200]);
  }
});

it('CSV is refused before an export is recorded, with where it is', async () => {
  const webhook = await ask('POST', 'webhooks.create', {
    headers: json,
    text: JSON.stringify({ name: 'Orders', url: 'https://93.184.215.14/in', events: ['*'] }),
  });
  const input = encodeURIComponent(JSON.stringify({ id: webhook.json.result.data.id }));
  const exports = async () => {
    const { json: log } = await ask(
      'GET',
      `audit.list?input=${encodeURIComponent('{"action":"deliveries.*"}')}`,
    );
    return log.result.data.data.length;
  };
  const refused = await ask('GET', `deliveries.exportCsv?input=${input}`);
  expect([refused.status, codeOf(refused)]).toEqual([406, 'not_acceptable']);
  expect(refused.json.error.message).toContain(
    'GET /api/v1/webhooks/{id}/deliveries with "Accept: text/csv"',
  );
  const batch = await ask('GET', `deliveries.exportCsv,play.inbox?batch=1&input=%7B%220%22%3A${input}%7D`);
  expect(codeOf(batch)).toBe('not_acceptable');
  const stranger = await home.request('GET', `/trpc/deliveries.exportCsv?input=${input}`);
  expect(stranger.status).toBe(401);
  expect(await exports()).toBe(0);
  const csv = await home.request('GET', `/api/v1/webhooks/${webhook.json.result.data.id}/deliveries`, {
    headers: { ...headers, accept: 'text/csv' },
  });
  expect(csv.status).toBe(200);
  expect(await exports()).toBe(1);
});

it.each([
  '__proto__',
  'constructor',
  'toString',
  'webhooks',
  'webhooks.__proto__',
  'webhooks.list.call',
  'a.b.c',
  '%00',
])('there is no procedure %s', async (name) => {
  for (const method of ['GET', 'POST']) {
    const answer = await ask(method, name, method === 'POST' ? { body: {} } : {});
    expect([method, answer.status]).toEqual([method, 404]);
  }
});

it.each(['{', '%', '[]', '"x"', '{"limit":1e999}', '{"cursor":"\\u0000"}'])(
  'a query with the input %s is 4xx',
  async (input) => {
    const answer = await ask('GET', `webhooks.list?input=${encodeURIComponent(input)}`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  },
);

it('what is refused before a procedure is known has its own code and names the request, in each call of a batch', async () => {
  const cookie = await home.signIn();
  const foreign = { cookie, origin: 'https://evil.example' };
  const gone = await home.addMember(home.account.id, 'admin');
  await home.removeMembership(gone.id);
  const own = { cookie: gone.cookie, origin: home.config.PUBLIC_URL };
  const asked: [Record<string, string>, number, string][] = [
    [foreign, 403, 'FORBIDDEN'],
    [own, 403, 'FORBIDDEN'],
    [{ authorization: 'Bearer tdg_ak_0123456789abcdefghij' }, 401, 'UNAUTHORIZED'],
    [{ ...headers, 'tidings-account': 'nonsense' }, 400, 'BAD_REQUEST'],
  ];
  for (const [more, status, code] of asked) {
    const answer = await home.request('POST', '/trpc/play.clear,play.clear?batch=1', {
      headers: { ...json, ...more },
      text: '{"0":{},"1":{}}',
    });
    const said = answer.json.map(({ error }: Answer['json']) => error);
    expect(answer.status).toBe(status);
    for (const each of said) {
      expect(each.code).toBe(TRPC_ERROR_CODES_BY_KEY[code as 'FORBIDDEN']); // one of its names
      expect(each.data).toMatchObject({ code, httpStatus: status });
      expect(each.data.problem.request_id).toBe(answer.headers.get('x-request-id'));
    }
    expect(said).toHaveLength(2);
  }
});
