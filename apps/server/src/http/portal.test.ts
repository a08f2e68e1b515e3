import { afterAll, beforeAll, expect, it } from 'vitest';
import { installation, PASSWORD } from '../testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const fromOurPage = () => ({ origin: home.config.PUBLIC_URL });

/** Sends the token of a new link to the portal's door, as the page does. */
async function setup() {
  const { json: link } = await home.api('POST', `/accounts/${home.account.id}/portal_sessions`, { body: {} });
  const token = new URLSearchParams(new URL(link.url).hash.slice(1)).get('token');
  return (path: string, headers: Record<string, string> = fromOurPage()) =>
    home.request('POST', `/api/portal${path}`, { body: { token }, headers });
}

it('says whose portal a link opens to a page of ours, and the link stays unused', async () => {
  const send = await setup();
  const shown = await send('/show');
  expect([shown.status, shown.json]).toEqual([200, { account_name: home.account.name }]);
  expect((await send('/show', { origin: 'https://evil.example' })).status).toBe(403);
  expect((await send('/enter')).status).toBe(204);
  expect((await send('/show')).status).toBe(401);
});

it('is left by who accepts an invitation in the same browser', async () => {
  const send = await setup();
  const visit = String((await send('/enter')).headers.getSetCookie()[0]?.split(';')[0]);
  const invited = await home.request('POST', '/trpc/team.invite', {
    body: { email: 'grace@example.com', role: 'viewer' },
    headers: { authorization: `Bearer ${home.serviceKey}`, 'tidings-account': home.account.id },
  });
  const accepted = await home.request('POST', '/api/auth/invitation/accept', {
    body: { token: new URL(invited.json.result.data.link).hash.slice(1), name: 'Grace', password: PASSWORD },
    headers: { ...fromOurPage(), cookie: visit },
  });
  const session = String(accepted.headers.getSetCookie()[0]?.split(';')[0]);
  const me = await home.request('GET', '/trpc/session.me', { headers: { cookie: `${visit}; ${session}` } });
  expect(me.json.result.data).toMatchObject({ via: 'sign_in', user: { name: 'Grace' } });
});

it('tells a page that shows another account, and changes nothing for it', async () => {
  const send = await setup();
  const cookie = String((await send('/enter')).headers.getSetCookie()[0]?.split(';')[0]);
  const { json: other } = await home.api('POST', '/accounts', { body: { name: 'Left' } });
  const answer = await home.request('POST', '/trpc/webhooks.create', {
    body: { url: 'https://93.184.215.14/hooks', events: ['*'] },
    headers: { ...fromOurPage(), cookie, 'tidings-account': other.id },
  });
  expect(answer.status).toBe(409);
  expect(answer.json.error.data).toMatchObject({
    httpStatus: 409,
    problem: { code: 'conflict', issues: [{ path: 'Tidings-Account' }] },
  });
  expect((await home.api('GET', '/webhooks')).json.data).toEqual([]);
});
