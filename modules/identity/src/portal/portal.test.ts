import { createCallerFactory, type RequestContext, statement } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { authenticate } from '../authenticate.ts';
import { identityRouter } from '../router.ts';
import { inhabited } from '../testing.ts';
import { enterPortal } from './enter-portal.ts';
import { leavePortal } from './leave-portal.ts';
import { hashOfPortalToken } from './portal-token.ts';
import { showPortal } from './show-portal.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
beforeAll(async () => {
  home = await inhabited();
});
afterAll(() => home.close());

const callerOf = createCallerFactory(identityRouter);
const run = (text: string, values: unknown[] = []) => home.database.query(statement<never>('', text), values);

type Wishes = { role?: 'viewer' | 'developer' | 'admin'; return_url?: string };

async function setup(wishes: Wishes = {}) {
  const service = callerOf({ ...home.asService(), signedIn: true });
  const account = await service.accounts.create({ name: 'Acme' });
  const link = await service.accounts.createPortalSession({ id: account.id, ...wishes });
  const token = new URLSearchParams(new URL(link.url).hash.slice(1)).get('token') ?? '';
  const enter = () => enterPortal(home.database, token, { requestId: 'test' });
  const visit = (cookie: string, method = 'GET', headers: Record<string, string> = {}) =>
    authenticate(home.auth, home.process, {
      method,
      headers: { cookie: `theme=dark; tidings_portal=${cookie}`, ...headers },
    });
  return { service, account, link, token, enter, visit };
}

it('is a link whose token stands where no server reads it, and is stored as a hash', async () => {
  const { link, token } = await setup();
  expect(link.url).toBe(`${home.origin}/portal#token=${token}`);
  expect(link).toMatchObject({ id: expect.stringMatching(/^ptl_/), role: 'developer' });
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  const rows = await home.database.query(
    statement<{ row: string }>('', 'SELECT p::text AS row FROM identity.portal_session AS p WHERE id = $1'),
    [link.id],
  );
  expect(rows[0]?.row).not.toContain(token);
});

it('lets its visitor into one account, with the role of the link', async () => {
  const { account, link, enter, visit } = await setup({
    role: 'viewer',
    return_url: 'https://app.example.com/x',
  });
  const { token } = await enter();
  const principal = await visit(token);
  expect(principal).toMatchObject({
    signedIn: true,
    accountId: account.id,
    actor: { type: 'portal', id: link.id, name: 'Portal visitor', role: 'viewer' },
  });
  const ctx: RequestContext = { ...home.process, ...principal, requestId: 'test' };
  expect(await callerOf(ctx).session.me()).toMatchObject({
    user: { name: 'Portal visitor', email: null },
    account: { id: account.id, name: 'Acme' },
    role: 'viewer',
    via: 'portal',
    second_factor: null,
    return_url: 'https://app.example.com/x',
  });
  await expect(callerOf(ctx).accounts.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

it('does nothing for a page that shows another account, such as one that was left open', async () => {
  const { account, enter, visit } = await setup();
  const { token } = await enter();
  expect(await visit(token, 'GET', { 'tidings-account': account.id })).toMatchObject({ signedIn: true });
  await expect(visit(token, 'GET', { 'tidings-account': home.account.id })).rejects.toMatchObject({
    code: 'conflict',
  });
});

it('opens once, also for two who open it at the same moment', async () => {
  const { enter } = await setup();
  const answers = await Promise.allSettled([enter(), enter(), enter()]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(enter()).rejects.toMatchObject({
    code: 'unauthenticated',
    message: expect.stringContaining('used already'),
  });
});

it('says whose portal it opens, and stays unused', async () => {
  const { enter, token } = await setup();
  expect(await showPortal(home.database, token)).toEqual({ account_name: 'Acme' });
  await enter();
  await expect(showPortal(home.database, token)).rejects.toMatchObject({
    code: 'unauthenticated',
    message: expect.stringContaining('used already'),
  });
});

it('says when it has expired, and when it never was a link', async () => {
  const { enter, link } = await setup();
  await run(`UPDATE identity.portal_session SET link_expires_at = now() WHERE id = $1`, [link.id]);
  await expect(enter()).rejects.toMatchObject({ message: expect.stringContaining('expired') });
  await expect(enterPortal(home.database, 'made-up', { requestId: 'test' })).rejects.toMatchObject({
    message: expect.stringContaining('not complete'),
  });
});

it('ends a visit when its hour is over, when its visitor leaves, and when the service ends it', async () => {
  const [late, left, ended] = [await setup(), await setup(), await setup()];
  const [first, second, third] = [await late.enter(), await left.enter(), await ended.enter()];
  await run(`UPDATE identity.portal_session SET visit_expires_at = now() WHERE visit_hash = $1`, [
    hashOfPortalToken(first.token),
  ]);
  await leavePortal(home.process, { cookie: `tidings_portal=${second.token}` });
  await ended.service.accounts.endPortalSession({ id: ended.account.id, session_id: ended.link.id });
  for (const [{ visit }, { token }] of [
    [late, first],
    [left, second],
    [ended, third],
  ] as const) {
    expect(await visit(token)).toMatchObject({ signedIn: false });
  }
});

it('is read without its link: whether it can be opened, somebody is here by it, or it has ended', async () => {
  const { service, account, link, token, enter } = await setup({ return_url: 'https://app.example.com/x' });
  const of = { id: account.id, session_id: link.id };
  const read = () => service.accounts.getPortalSession(of);
  const unused = await read();
  expect(unused).toMatchObject({
    id: link.id,
    status: 'unused',
    role: 'developer',
    return_url: 'https://app.example.com/x',
    created_by: { type: 'service' },
    expires_at: link.expires_at,
    entered_at: null,
    visit_expires_at: null,
  });
  expect(JSON.stringify(unused)).not.toContain(token);
  const entered = await enter();
  expect(await read()).toMatchObject({ status: 'in_use', entered_at: expect.any(String) });
  await leavePortal(home.process, { cookie: `tidings_portal=${entered.token}` });
  expect((await read()).status).toBe('ended');
  await expect(service.accounts.endPortalSession(of)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const other = await setup();
  await expect(
    service.accounts.getPortalSession({ id: other.account.id, session_id: link.id }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('is ended once: then there is nothing to end, be it used or not', async () => {
  const [used, unused, late] = [await setup(), await setup(), await setup()];
  await used.enter();
  await run(`UPDATE identity.portal_session SET link_expires_at = now() WHERE id = $1`, [late.link.id]);
  const end = ({ service, account, link }: typeof used) =>
    service.accounts.endPortalSession({ id: account.id, session_id: link.id });
  for (const each of [used, unused]) await end(each);
  for (const each of [used, unused, late]) {
    await expect(end(each)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

it('is not there for who names another account beside the one of the path', async () => {
  const { account, link } = await setup();
  const elsewhere = callerOf({ ...home.asService(), accountId: home.account.id, signedIn: true });
  const named = callerOf({ ...home.asService(), accountId: account.id, signedIn: true });
  const of = { id: account.id, session_id: link.id };
  const refused = { code: 'NOT_FOUND', cause: { issues: [{ path: 'Tidings-Account' }] } };
  await expect(elsewhere.accounts.createPortalSession({ id: account.id })).rejects.toMatchObject(refused);
  await expect(elsewhere.accounts.getPortalSession(of)).rejects.toMatchObject(refused);
  await expect(elsewhere.accounts.endPortalSession(of)).rejects.toMatchObject(refused);
  await named.accounts.endPortalSession(of);
});

it('ends with its account', async () => {
  const { service, account, enter, visit } = await setup();
  const { token } = await enter();
  await service.accounts.delete({ id: account.id });
  expect(await visit(token)).toMatchObject({ signedIn: false });
  await expect(service.accounts.createPortalSession({ id: account.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

it('makes changes from our own pages only', async () => {
  const { enter, visit } = await setup();
  const { token } = await enter();
  expect(await visit(token, 'POST', { origin: home.origin })).toMatchObject({ signedIn: true });
  await expect(visit(token, 'POST', { origin: 'https://evil.example' })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

it('leads its visitor back to web pages only', async () => {
  for (const return_url of [
    'javascript:alert(1)',
    'data:text/html,x',
    '/settings',
    'https://',
    'https://x.example/\0',
  ]) {
    await expect(setup({ return_url })).rejects.toMatchObject({
      cause: { issues: [{ path: '/return_url' }] },
    });
  }
});

it('takes no cookie but its own name: over TLS one that no other host can set', async () => {
  const { enter, visit } = await setup();
  const { token } = await enter();
  expect(await visit('', 'GET', { cookie: `__Host-tidings_portal=${token}` })).toMatchObject({
    signedIn: false,
  });
  const overTls = { ...home.process, config: { ...home.config, PUBLIC_URL: 'https://hooks.example.com' } };
  const asked = (cookie: string) => authenticate(home.auth, overTls, { method: 'GET', headers: { cookie } });
  expect(await asked(`tidings_portal=${token}`)).toMatchObject({ signedIn: false });
  expect(await asked(`__Host-tidings_portal=${token}`)).toMatchObject({ signedIn: true });
});
