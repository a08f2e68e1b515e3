import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installation } from '../testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
let cookie: string;
let own: string;
beforeAll(async () => {
  home = await installation();
  cookie = await home.signIn();
  own = new URL(home.config.PUBLIC_URL).origin;
});
afterAll(() => home.close());

const webhook = { url: 'https://93.184.215.14/hooks', events: ['*'] };
const json = { 'content-type': 'application/json' };
const count = async () => (await home.api('GET', '/webhooks?limit=100')).json.data.length as number;

/** What a browser adds to a request of somebody else's page. A foreign page cannot leave these out or change them. */
const FOREIGN: [string, Record<string, string>][] = [
  ['a page of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  [
    'a page of a neighbouring subdomain',
    { origin: 'http://evil.localhost:3400', 'sec-fetch-site': 'same-site' },
  ],
  ['a page on another port', { origin: 'http://localhost:9999', 'sec-fetch-site': 'same-site' }],
  ['a sandboxed frame or a data: page', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ['an old browser that says only where it came from', { referer: 'https://evil.example/page' }],
  ['an old browser that says nothing', {}],
  ['a client that says nothing of its origin but of its site', { 'sec-fetch-site': 'cross-site' }],
  ['an origin that begins like ours', { origin: 'http://localhost:3400.evil.example' }],
];

/** Bodies that a page can send without asking first, and JSON. */
const BODIES: [string, Record<string, string>, string][] = [
  ['JSON', json, JSON.stringify(webhook)],
  ['text/plain', { 'content-type': 'text/plain' }, JSON.stringify(webhook)],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'url=x&events=*'],
  ['a multipart form', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--'],
  ['no content type', {}, JSON.stringify(webhook)],
];

describe.each(FOREIGN)('with the cookie of somebody who is signed in, %s', (_, headers) => {
  it.each(BODIES)('cannot change anything over REST or tRPC with %s', async (_name, type, text) => {
    const before = await count();
    for (const path of ['/api/v1/webhooks', '/trpc/webhooks.create', '/trpc/webhooks.create?batch=1']) {
      const answer = await home.request('POST', path, { headers: { cookie, ...headers, ...type }, text });
      // tRPC refuses what is no JSON before it asks who sent it.
      expect([path, answer.status === 403 || answer.status === 415]).toEqual([path, true]);
    }
    expect(await count()).toBe(before);
  });

  it.each(BODIES)('cannot change anything of the sign-in with %s', async (_name, type, text) => {
    for (const path of ['sign-out', 'change-password', 'organization/set-active', 'update-user']) {
      const answer = await home.request('POST', `/api/auth/${path}`, {
        headers: { cookie, ...headers, ...type },
        text,
      });
      expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true]);
    }
    expect((await home.request('GET', '/trpc/session.me', { headers: { cookie } })).status).toBe(200);
  });

  it('cannot delete, put or patch', async () => {
    const { json: made } = await home.api('POST', '/webhooks', { body: webhook });
    for (const method of ['DELETE', 'PUT', 'PATCH']) {
      const body = method === 'DELETE' ? {} : { body: { name: 'stolen' } };
      const answer = await home.request(method, `/api/v1/webhooks/${made.id}`, {
        ...body,
        headers: { cookie, ...headers },
      });
      expect([method, answer.status]).toEqual([method, 403]);
    }
    expect((await home.api('GET', `/webhooks/${made.id}`)).json.name).toBe(made.name);
  });
});

describe('nothing is changed by reading', () => {
  it('over tRPC, where a change is asked for by GET', async () => {
    const before = await count();
    const input = encodeURIComponent(JSON.stringify(webhook));
    const answer = await home.request('GET', `/trpc/webhooks.create?input=${input}`, { headers: { cookie } });
    expect([answer.status, answer.json.error.data.problem.code]).toEqual([405, 'method_not_allowed']);
    expect(await count()).toBe(before);
  });

  it.each(['sign-out', 'change-password'])('of the sign-in, by GET %s', async (path) => {
    expect((await home.request('GET', `/api/auth/${path}`, { headers: { cookie } })).status).toBe(404);
  });
});

it.each([
  ['Origin', () => ({ origin: own })],
  ['Referer', () => ({ referer: `${own}/dashboard` })],
  ['Sec-Fetch-Site', () => ({ 'sec-fetch-site': 'same-origin' })],
])('our own pages may, known by %s', async (_, headers) => {
  const answer = await home.request('POST', '/api/v1/webhooks', {
    body: webhook,
    headers: { cookie, ...headers() },
  });
  expect(answer.status).toBe(201);
});

it('a key needs no origin: a browser adds none by itself', async () => {
  expect(
    (await home.api('POST', '/webhooks', { body: webhook, headers: { origin: 'https://evil.example' } }))
      .status,
  ).toBe(201);
});

it('a foreign page cannot sign somebody in as another', async () => {
  const body = { email: 'ada@example.com', password: 'correct horse battery staple' };
  for (const [, headers] of FOREIGN.slice(0, 4)) {
    const answer = await home.request('POST', '/api/auth/sign-in/email', { body, headers });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
    // A page of ours that was opened at another address says so, and where it is at home.
    expect(answer.json).toMatchObject({ code: 'forbidden', issues: [{ path: 'Origin' }] });
    expect(answer.json.message).toContain(`Open it at ${own}, or set PUBLIC_URL`);
  }
});
