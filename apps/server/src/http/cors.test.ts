import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installation } from '../testing.ts';

const APP = 'https://app.example.com';
const FOREIGN = 'https://evil.example';

let open: Awaited<ReturnType<typeof installation>>;
let closed: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  open = await installation({ CORS_ORIGINS: APP });
  closed = await installation();
});
afterAll(() => Promise.all([open.close(), closed.close()]));

const preflight = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization',
};
const allowed = (answer: { headers: Headers }) =>
  [...answer.headers].filter(([name]) => name.startsWith('access-control-'));

describe('a page of an origin that is listed', () => {
  it('may send any request of the API, with a key', async () => {
    const answer = await open.request('OPTIONS', '/api/v1/webhooks', {
      headers: { origin: APP, ...preflight },
    });
    expect(answer.status).toBe(204);
    expect(Object.fromEntries(allowed(answer))).toMatchObject({
      'access-control-allow-origin': APP,
      'access-control-allow-methods': expect.stringContaining('DELETE'),
      'access-control-allow-headers': expect.stringContaining('authorization'),
    });
  });

  it('may read what it is answered, errors as well', async () => {
    for (const path of ['/webhooks', '/nowhere', '/openapi.json']) {
      const answer = await open.api('GET', path, { headers: { origin: APP } });
      expect(answer.headers.get('access-control-allow-origin'), path).toBe(APP);
      expect(answer.headers.get('access-control-expose-headers')).toContain('x-request-id');
      expect(answer.headers.get('vary')?.toLowerCase()).toContain('origin');
    }
  });

  it('gets nothing for a cookie, and is never told that cookies count', async () => {
    const cookie = await open.signIn();
    expect((await open.request('GET', '/api/v1/events', { headers: { cookie } })).status).toBe(200);
    const answer = await open.request('GET', '/api/v1/events', { headers: { cookie, origin: APP } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it.each(['/trpc/session.me', '/api/auth/get-session', '/dashboard'])('may not read %s', async (path) => {
    expect(allowed(await open.request('GET', path, { headers: { origin: APP } }))).toEqual([]);
  });
});

it.each([
  FOREIGN,
  'null',
  `${APP}.evil.example`,
  'http://app.example.com',
  `${APP}:8443`,
  'https://APP.example.com',
])('a page of %s is allowed nothing', async (origin) => {
  for (const method of ['OPTIONS', 'GET']) {
    const answer = await open.api(method, '/webhooks', { headers: { origin, ...preflight } });
    expect(allowed(answer)).toEqual([]);
    expect(answer.headers.get('vary')?.toLowerCase()).toContain('origin');
  }
});

it('without origins listed nobody is allowed anything', async () => {
  for (const method of ['OPTIONS', 'GET']) {
    const answer = await closed.api(method, '/webhooks', { headers: { origin: APP, ...preflight } });
    expect(allowed(answer)).toEqual([]);
  }
});

it.each([
  '*',
  'null',
  'app.example.com',
  'https://app.example.com/',
  'https://app.example.com/path',
  'ftp://x.example',
])('the setting refuses %s', async (CORS_ORIGINS) => {
  await expect(installation({ CORS_ORIGINS })).rejects.toThrow('CORS_ORIGINS: expected origins such as');
});
