import { audited, type AuditRecord, createCallerFactory, type RequestContext } from '@tidings/kernel';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { authenticate } from '../authenticate.ts';
import { identityRouter } from '../router.ts';
import { inhabited } from '../testing.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
let records: AuditRecord[] = [];
beforeAll(async () => {
  home = await inhabited();
  audited.connect(async (_tx, record) => {
    records.push(record);
  });
});
afterAll(() => home.close());
beforeEach(() => {
  records = [];
});

const callerOf = createCallerFactory(identityRouter);

/** Whoever comes with a key, in an account if one is named. */
async function as(key: string, account?: string) {
  const headers = { authorization: `Bearer ${key}`, ...(account && { 'tidings-account': account }) };
  const principal = await authenticate(home.auth, home.process, { method: 'POST', headers });
  const ctx: RequestContext = { ...home.process, ...principal, requestId: 'test' };
  return callerOf(ctx);
}
const service = () => as(home.serviceKey);
const make = async (more: object = {}) =>
  (await service()).keys.create({ kind: 'service', name: 'Billing', ...more });
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

it('is made by a service key that names no account, shown once, and works in any account', async () => {
  const { key, ...shown } = await make();
  expect(key).toMatch(/^tdg_sk_/);
  expect(shown).toMatchObject({ kind: 'service', name: 'Billing', scopes: [], app_id: null });
  expect(await (await as(key, home.account.id)).accounts.get({ id: home.account.id })).toMatchObject({
    id: home.account.id,
  });
  expect(await (await service()).keys.get({ id: shown.id })).toMatchObject({ id: shown.id, kind: 'service' });
  expect(records).toMatchObject([
    { action: 'key.created', accountId: null, subject: { name: 'Billing' }, after: { kind: 'service' } },
  ]);
  expect(JSON.stringify(records)).not.toContain(key);
});

it('is listed with the one of the setting, newest first, and no key of an account among them', async () => {
  const { id } = await make();
  const inAccount = await (
    await as(home.serviceKey, home.account.id)
  ).keys.create({
    name: 'CI',
    scopes: ['webhooks:read'],
  });
  const listed = await (await service()).keys.list({});
  expect(listed.data[0]).toMatchObject({ id, kind: 'service', created_by: { type: 'service' } });
  expect(listed.data.at(-1)).toMatchObject({ name: 'Configured service key', kind: 'service' });
  expect(listed.data.map((each) => each.id)).not.toContain(inAccount.id);
  const ofAccount = await (await as(home.serviceKey, home.account.id)).keys.list({});
  expect(ofAccount.data.map((each) => each.id)).toEqual([inAccount.id]);
  const first = await (await service()).keys.list({ limit: 1 });
  const second = await (await service()).keys.list({ limit: 1, cursor: first.next_cursor ?? '' });
  expect(second.data[0]?.id).toBe(listed.data[1]?.id);
});

it('is revoked at once, and that is recorded', async () => {
  const { id, key } = await make();
  await as(key);
  await (await service()).keys.revoke({ id });
  await expect(as(key)).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(records.at(-1)).toMatchObject({ action: 'key.revoked', accountId: null });
});

it('is neither seen nor revoked in an account', async () => {
  const { id } = await make();
  const inAccount = await as(home.serviceKey, home.account.id);
  await expect(inAccount.keys.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(inAccount.keys.revoke({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { id: own } = await inAccount.keys.create({ name: 'CI', scopes: ['webhooks:read'] });
  await expect((await service()).keys.revoke({ id: own })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('is not made by who only forgot to name an account, nor in one, nor with scopes', async () => {
  const without = (await service()).keys.create({ name: 'CI', scopes: ['webhooks:read'] });
  await expect(without).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  const inAccount = (await as(home.serviceKey, home.account.id)).keys.create({ kind: 'service', name: 'CI' });
  await expect(inAccount).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' });
  await expect(make({ scopes: ['webhooks:read'] })).rejects.toThrow('scopes');
  const nothing = (await as(home.serviceKey, home.account.id)).keys.create({ name: 'CI' });
  await expect(nothing).rejects.toThrow('Choose at least one scope.');
});

it('makes none that outlasts it, and none once it was revoked', async () => {
  const { id, key } = await make({ expires_at: inMinutes(10) });
  const own = await as(key);
  await expect(own.keys.create({ kind: 'service', name: 'For ever' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await own.keys.create({ kind: 'service', name: 'Shorter', expires_at: inMinutes(5) });
  await own.keys.revoke({ id });
  const late = own.keys.create({ kind: 'service', name: 'Late', expires_at: inMinutes(5) });
  await expect(late).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});
