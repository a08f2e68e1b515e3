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
  expect((await ask('GET', `${calls(21)}?batch=1&input=%7B%7D`)).status).toBe(400);
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
  // What tRPC refuses before it knows the procedure has JSON in it and does not say so.
  expect([answer.status, JSON.parse(answer.text).error.data.problem.status]).toEqual([status, status]);
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d/);
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
