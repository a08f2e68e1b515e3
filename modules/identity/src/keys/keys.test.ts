import { audited, createCallerFactory, type RequestContext, statement } from '@tidings/kernel';
import type { Scope } from '@tidings/kernel/schema';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { authenticate } from '../authenticate.ts';
import { followRevocations } from '../revocations.ts';
import { identityRouter } from '../router.ts';
import { inhabited } from '../testing.ts';
import { hashOfKey } from './key-text.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
beforeAll(async () => {
  home = await inhabited();
});
afterAll(() => home.close());

const callerOf = createCallerFactory(identityRouter);

/** A fresh account and whoever acts in it: a service, or one of its keys. */
async function setup() {
  const { id: accountId } = await callerOf({ ...home.asService(), signedIn: true }).accounts.create({
    name: 'Acme',
  });
  const service = callerOf({ ...home.asService(), accountId, signedIn: true });
  const enter = (key: string, headers: Record<string, string> = {}) =>
    authenticate(home.auth, home.process, {
      method: 'GET',
      headers: { authorization: `Bearer ${key}`, ...headers },
    });
  const as = async (key: string) => {
    const ctx: RequestContext = { ...home.process, ...(await enter(key)), requestId: 'test' };
    return callerOf(ctx);
  };
  const make = (input: Partial<Parameters<typeof service.keys.create>[0]> & { scopes: Scope[] }) =>
    service.keys.create({ name: 'Sync', ...input });
  return { accountId, service, enter, as, make };
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

it('shows a key once and keeps its SHA-256 only', async () => {
  const { service, make } = await setup();
  const made = await make({ scopes: ['events:write'] });
  expect(made.key).toMatch(/^tdg_ak_[A-Za-z0-9_-]{43}$/);
  expect(made.hint).toBe(`tdg_ak_…${made.key.slice(-3)}`);
  const { key, ...shown } = made;
  expect(await service.keys.list({})).toEqual({ data: [shown], has_more: false, next_cursor: null });
  expect(await service.keys.get({ id: made.id })).toEqual(shown);
  const rows = await home.database.query(
    statement<{ row: string; hash: Buffer }>(
      '',
      'SELECT k::text AS row, hash FROM identity.api_key AS k WHERE id = $1',
    ),
    [made.id],
  );
  expect(rows[0]?.hash.equals(hashOfKey(key))).toBe(true);
  expect(rows[0]?.row).not.toContain(key);
});

it('acts in its account with its scopes, whether or not the account is named', async () => {
  const { accountId, enter, make } = await setup();
  const { key, id } = await make({ scopes: ['webhooks:read', 'events:write'] });
  const actor = { type: 'app', id, name: 'Sync', keyId: id, scopes: ['webhooks:read', 'events:write'] };
  expect(await enter(key)).toMatchObject({ signedIn: true, actor, accountId });
  expect(await enter(key, { 'tidings-account': accountId })).toMatchObject({ accountId });
});

it('finds no other account than its own', async () => {
  const [mine, foreign] = [await setup(), await setup()];
  const { key } = await mine.make({ scopes: ['webhooks:read'] });
  await expect(mine.enter(key, { 'tidings-account': foreign.accountId })).rejects.toMatchObject({
    code: 'not_found',
  });
});

it('is refused the moment it was revoked, and stays in the list', async () => {
  const { service, enter, make } = await setup();
  const { key, id } = await make({ scopes: ['webhooks:read'] });
  await enter(key);
  await service.keys.revoke({ id });
  await expect(enter(key)).rejects.toMatchObject({ code: 'unauthenticated' });
  const { revoked_at: revokedAt } = await service.keys.get({ id });
  expect(revokedAt).toEqual(expect.any(String));
  await expect(service.keys.revoke({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await service.keys.get({ id })).revoked_at).toBe(revokedAt);
});

it('is refused at once in other processes too', async () => {
  const { service, make } = await setup();
  const { key, id } = await make({ scopes: ['webhooks:read'] });
  // Another process knows the database by another object, and so remembers for itself.
  const elsewhere = { ...home.process, database: { ...home.database } };
  const request = { method: 'GET', headers: { authorization: `Bearer ${key}` } };
  const stop = followRevocations(home.url, elsewhere);
  try {
    await vi.waitFor(async () => {
      await authenticate(home.auth, elsewhere, request);
      const [listener] = await home.database.query(
        statement<{ pid: number }>(
          '',
          `SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN tidings_principals'`,
        ),
      );
      expect(listener).toBeDefined();
    }, 30_000);
    await service.keys.revoke({ id });
    // Its clock stands still: that it was told is the only way for it to know.
    await vi.waitFor(
      () =>
        expect(authenticate(home.auth, elsewhere, request)).rejects.toMatchObject({
          code: 'unauthenticated',
        }),
      30_000,
    );
  } finally {
    await stop();
  }
});

it('is refused once it has expired', async () => {
  const { enter, make } = await setup();
  const { key } = await make({
    scopes: ['webhooks:read'],
    expires_at: new Date(Date.now() + 5_000).toISOString(),
  });
  await enter(key);
  home.passMs(5_000);
  await home.database.query(
    statement<never>('', `UPDATE identity.api_key SET expires_at = now() WHERE hash = $1`),
    [hashOfKey(key)],
  );
  await expect(enter(key)).rejects.toMatchObject({ code: 'unauthenticated' });
});

it('refuses an end that is past, scopes that are not, and an app of another account', async () => {
  const [mine, foreign] = [await setup(), await setup()];
  const app = await foreign.service.apps.install({ name: 'CRM' });
  const fault = (path: string) => ({ cause: { code: 'invalid', issues: [{ path }] } });
  await expect(
    mine.make({ scopes: ['webhooks:read'], expires_at: '2020-01-01T00:00:00Z' }),
  ).rejects.toMatchObject(fault('/expires_at'));
  await expect(mine.make({ scopes: ['webhooks:read'], app_id: app.id })).rejects.toMatchObject(
    fault('/app_id'),
  );
  await expect(mine.make({ scopes: [] })).rejects.toThrow();
  await expect(mine.make({ scopes: ['webhooks:read', 'webhooks:read'] })).rejects.toThrow();
});

it('passes on no scope that it has not itself, and outlasts nobody', async () => {
  const { make, as } = await setup();
  const maker = await make({ scopes: ['keys:write', 'events:read'], expires_at: inAnHour() });
  const caller = await as(maker.key);
  const refused = { code: 'FORBIDDEN' };
  const input = { name: 'Child', expires_at: maker.expires_at };
  await expect(caller.keys.create({ ...input, scopes: ['events:write'] })).rejects.toMatchObject(refused);
  await expect(caller.keys.create({ name: 'Child', scopes: ['events:read'] })).rejects.toMatchObject(refused);
  const child = await caller.keys.create({ ...input, scopes: ['events:read'] });
  expect(child).toMatchObject({
    scopes: ['events:read'],
    created_by: { type: 'app', id: maker.id, name: 'Sync' },
  });
});

it('of an app manages the keys of this app only, and installs none', async () => {
  const { service, make, as } = await setup();
  const [crm, shop] = [
    await service.apps.install({ name: 'CRM' }),
    await service.apps.install({ name: 'Shop' }),
  ];
  const own = await make({ scopes: ['keys:write'], app_id: crm.id });
  const other = await make({ scopes: ['keys:write'], app_id: shop.id });
  const caller = await as(own.key);
  expect((await caller.keys.list({})).data.map(({ id }) => id)).toEqual([own.id]);
  expect((await caller.keys.list({ app_id: shop.id })).data).toEqual([]);
  await expect(caller.keys.revoke({ id: other.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(
    caller.keys.create({ name: 'x', scopes: ['keys:write'], app_id: shop.id }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(caller.apps.uninstall({ id: shop.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(caller.apps.install({ name: 'Second' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect((await caller.keys.create({ name: 'x', scopes: ['keys:write'] })).app_id).toBe(crm.id);
});

it('is nobody else’s business', async () => {
  const [mine, foreign] = [await setup(), await setup()];
  const { id } = await mine.make({ scopes: ['webhooks:read'] });
  await expect(foreign.service.keys.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(foreign.service.keys.revoke({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await foreign.service.keys.list({})).data).toEqual([]);
});

it('says when it was used last, a moment later', async () => {
  const { service, enter, make } = await setup();
  const { key, id } = await make({ scopes: ['webhooks:read'] });
  await enter(key);
  await vi.waitFor(async () => expect((await service.keys.get({ id })).last_used_at).not.toBeNull(), 30_000);
});

it('goes with its app, which the audit log has of each', async () => {
  const log: unknown[] = [];
  audited.connect(async (_tx, { action, subject, after }) => void log.push([action, subject.id, after]));
  const { service, make, enter } = await setup();
  const app = await service.apps.install({ name: 'CRM' });
  const { key, id } = await make({ scopes: ['webhooks:read'], app_id: app.id });
  expect(await enter(key)).toMatchObject({ actor: { id: app.id, name: 'CRM', keyId: id } });
  expect(await service.apps.get({ id: app.id })).toMatchObject({ name: 'CRM', keys: 1, webhooks: 0 });
  await service.apps.uninstall({ id: app.id });
  await expect(enter(key)).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(service.apps.get({ id: app.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await service.keys.get({ id })).revoked_at).not.toBeNull();
  const after = { by: 'app.uninstalled', app_id: app.id, app_name: 'CRM' };
  expect(log).toContainEqual(['key.revoked', id, after]);
});

it('goes with its account, whose cookies, apps and keys nobody finds again', async () => {
  const { accountId, service, make, enter } = await setup();
  await service.apps.install({ name: 'CRM' });
  const { key } = await make({ scopes: ['webhooks:read'] });
  await enter(key);
  await service.accounts.delete({ id: accountId });
  await expect(enter(key)).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(enter(home.serviceKey, { 'tidings-account': accountId })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(service.accounts.delete({ id: accountId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('is slowed down when it asks too often, and told for how long', async () => {
  const { enter, make } = await setup();
  const { key } = await make({ scopes: ['webhooks:read'] });
  for (let n = 0; n < 100; n += 1) await enter(key);
  await expect(enter(key)).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 1 });
  home.passMs(1_000);
  await enter(key);
});
