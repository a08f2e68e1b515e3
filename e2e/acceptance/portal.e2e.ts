import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { type Answer, send } from '../support/request.ts';
import { anId, ISO_TIME } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';

type Link = { id: string; url: string; role: string; expires_at: string };

const HOST = 'https://app.example.com';
let server: Server;
beforeAll(async () => {
  server = await startServer({ settings: { PORTAL_FRAME_ORIGINS: `${HOST},https://*.example.org` } });
});
afterAll(() => server?.stop());

/** What a page of ours would send to the portal's door. */
function knock(
  path: string,
  body: unknown = {},
  headers: Record<string, string> = {},
): Promise<Answer<unknown>> {
  return send(server.url, `/api/portal${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url, ...headers },
    body: JSON.stringify(body),
  });
}

async function makeLink(accountId: string, input: Record<string, unknown> = {}) {
  const made = await server.api.post<Link>(`/accounts/${accountId}/portal_sessions`, input);
  expect(made.status, made.text).toBe(201);
  return { made, token: new URLSearchParams(new URL(made.body.url).hash.slice(1)).get('token') ?? '' };
}

const cookieOf = (answer: Answer<unknown>) => String(answer.headers['set-cookie']?.[0]);
const me = (cookie: string) =>
  send<{ result: { data: unknown } }>(server.url, '/trpc/session.me', { method: 'GET', headers: { cookie } });

test('a link opens one account once, with the role that it names', async () => {
  const account = await server.newAccount();
  const { made, token } = await makeLink(account.accountId, {
    role: 'viewer',
    return_url: `${HOST}/settings`,
  });
  expect(made.body).toEqual({
    id: anId('ptl'),
    url: `http://localhost:${server.port}/portal#token=${token}`,
    role: 'viewer',
    expires_at: ISO_TIME,
  });
  const entered = await knock('/enter', { token });
  expect(entered.status).toBe(204);
  const cookie = cookieOf(entered);
  expect(cookie).toMatch(/^tidings_portal=[\w-]{43}; Max-Age=3600; Path=\/; .*HttpOnly; SameSite=Lax$/);
  expect((await me(cookie.split(';')[0] ?? '')).body.result.data).toMatchObject({
    user: { name: 'Portal visitor', email: null },
    account: { id: account.accountId, name: 'Acme' },
    role: 'viewer',
    via: 'portal',
    return_url: `${HOST}/settings`,
  });
  expect(expectProblem(await knock('/enter', { token }), 401).detail).toContain('used already');
});

test('a visit ends when its visitor leaves', async () => {
  const { accountId } = await server.newAccount();
  const { token } = await makeLink(accountId);
  const cookie = cookieOf(await knock('/enter', { token })).split(';')[0] ?? '';
  expect((await me(cookie)).status).toBe(200);
  const left = await knock('/leave', {}, { cookie });
  expect(left.status).toBe(204);
  expect(cookieOf(left)).toMatch(/^tidings_portal=; Path=\/; Expires=Thu, 01 Jan 1970/);
  expect((await me(cookie)).status).toBe(401);
});

test('a link that has expired, was ended or never was one says so', async () => {
  const { accountId } = await server.newAccount();
  const brief = await makeLink(accountId, { expires_in_seconds: 1 });
  const ended = await makeLink(accountId);
  const path = `/accounts/${accountId}/portal_sessions/${ended.made.body.id}`;
  expect((await server.api.delete(path)).status).toBe(204);
  const other = await server.newAccount();
  expectProblem(await server.api.delete(path.replace(accountId, other.accountId)), 404);
  await new Promise((resolve) => {
    setTimeout(resolve, 1_100);
  });
  for (const { token } of [brief, ended])
    expect(expectProblem(await knock('/enter', { token }), 401).detail).toContain('expired');
  expectProblem(await knock('/enter', { token: 'made-up' }), 401);
  expectProblem(await knock('/enter', { token: 7 }), 422, '/token');
});

test('only service keys make links, and only our own pages open them', async () => {
  const account = await server.newAccount();
  const { body: key } = await account.post<{ key: string }>('/keys', { name: 'x', scopes: ['keys:write'] });
  const path = `/accounts/${account.accountId}/portal_sessions`;
  expectProblem(
    await server.api.send('POST', path, { headers: { authorization: `Bearer ${key.key}` } }),
    403,
  );
  expectProblem(await server.api.post(path, { role: 'owner' }), 422, '/role');
  expectProblem(await server.api.post(path, { return_url: 'javascript:alert(1)' }), 422, '/return_url');
  expectProblem(await server.api.post('/accounts/acct_01k9w3m5kqe8nb2v7x4r6t0zcd/portal_sessions', {}), 404);
  const { token } = await makeLink(account.accountId);
  expectProblem(await knock('/enter', { token }, { origin: 'https://evil.example' }), 403);
  expect((await knock('/enter', { token })).status).toBe(204);
});

test('the portal may be framed by the origins that the operator lists, and nothing else may', async () => {
  const page = async (path: string, headers: Record<string, string> = {}) =>
    (await send(server.url, path, { method: 'GET', headers: { accept: 'text/html', ...headers } })).headers;
  const portal = await page('/portal');
  expect(portal['content-security-policy']).toContain(`frame-ancestors ${HOST} https://*.example.org`);
  expect(portal['x-frame-options']).toBeUndefined();
  const others = await page('/sign-in');
  expect(others['content-security-policy']).toContain(`frame-ancestors 'none'`);
  const { accountId } = await server.newAccount();
  const cookie =
    cookieOf(await knock('/enter', { token: (await makeLink(accountId)).token })).split(';')[0] ?? '';
  const inside = await page('/dashboard/settings/webhooks', { cookie });
  expect(inside['content-security-policy']).toContain(`frame-ancestors ${HOST}`);
});

test('over TLS the cookie belongs to one host, and goes to frames only where these are allowed', async () => {
  const settings = { PUBLIC_URL: 'https://hooks.example.com', PORTAL_FRAME_ORIGINS: HOST };
  await server.restart({ settings });
  const { accountId } = await server.newAccount();
  const { made, token } = await makeLink(accountId);
  expect(made.body.url).toContain('https://hooks.example.com/portal#token=');
  const framed = await knock('/enter', { token }, { origin: settings.PUBLIC_URL });
  const cookie = cookieOf(framed);
  expect(cookie).toMatch(/^__Host-tidings_portal=[\w-]{43};/);
  for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=None', 'Partitioned']) {
    expect(cookie.split('; ')).toContain(part);
  }
});
