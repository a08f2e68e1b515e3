import { createCallerFactory, type RequestContext } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { authenticate } from './authenticate.ts';
import { identityRouter } from './router.ts';
import { inhabited } from './testing.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
beforeAll(async () => {
  home = await inhabited();
});
afterAll(() => home.close());

const call = createCallerFactory(identityRouter);

const service = () => call({ ...home.asService(), signedIn: true });

async function person() {
  const { cookie } = await home.signIn();
  const principal = await authenticate(home.auth, home.process, { method: 'GET', headers: { cookie } });
  const ctx: RequestContext = { ...home.process, ...principal, requestId: 'test' };
  return call(ctx);
}

it('makes an account and finds it again', async () => {
  const made = await service().accounts.create({ name: ' Acme ', external_id: 'customer-1' });
  expect(made).toEqual({
    id: expect.stringMatching(/^acct_/),
    name: 'Acme',
    external_id: 'customer-1',
    quota: { deliveries_per_minute: null, webhooks: null },
    time_zone: null,
    created_at: expect.stringMatching(/^\d{4}-.+Z$/),
  });
  expect(await service().accounts.get({ id: made.id })).toEqual(made);
  const found = await service().accounts.list({ external_id: 'customer-1' });
  expect(found).toEqual({ data: [made], has_more: false, next_cursor: null });
});

it('refuses a second account with the same external id, and says where', async () => {
  await service().accounts.create({ name: 'One', external_id: 'twice' });
  await expect(service().accounts.create({ name: 'Two', external_id: 'twice' })).rejects.toMatchObject({
    code: 'CONFLICT',
    cause: { code: 'conflict', issues: [{ path: '/external_id' }] },
  });
});

it('allows any number of accounts without an external id', async () => {
  const one = await service().accounts.create({ name: 'Same' });
  const two = await service().accounts.create({ name: 'Same' });
  expect([one.external_id, two.external_id]).toEqual([null, null]);
});

it('lists all accounts newest first, page by page, each once', async () => {
  for (const name of ['A', 'B', 'C']) await service().accounts.create({ name });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await service().accounts.list({ limit: 2, cursor });
    seen.push(...page.data.map((account) => account.id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual([...new Set(seen)].sort().reverse());
  expect(seen).toContain(home.account.id);
  expect(seen.length).toBeGreaterThan(3);
});

it('does not find what is not there', async () => {
  await expect(service().accounts.get({ id: 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(service().accounts.list({ cursor: 'made up' })).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
  });
});

it('keeps accounts to services', async () => {
  const admin = await person();
  await expect(admin.accounts.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(admin.accounts.create({ name: 'Mine' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(admin.accounts.get({ id: home.account.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

it('tells people who they are and where', async () => {
  const me = await (await person()).session.me();
  expect(me).toEqual({
    user: { id: expect.any(String), name: 'Admin', email: home.email },
    account: home.account,
    role: 'admin',
    mode: 'dev',
    brand: 'Tidings',
    notice: null,
    via: 'sign_in',
    second_factor: false,
    secret_reveal: 'reauth',
    return_url: null,
  });
});

it('has no session for services and strangers', async () => {
  await expect(service().session.me()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const stranger = await authenticate(home.auth, home.process, { method: 'GET', headers: {} });
  const caller = call({ ...home.process, ...stranger, requestId: 'test' });
  await expect(caller.session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});
