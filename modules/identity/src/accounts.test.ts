import { createCallerFactory } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { authenticate } from './authenticate.ts';
import { identityRouter } from './router.ts';
import { inhabited } from './testing.ts';
import { timeZoneOf } from './time-zone-of.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
beforeAll(async () => {
  home = await inhabited();
});
afterAll(() => home.close());

const call = createCallerFactory(identityRouter);
const service = () => call({ ...home.asService(), signedIn: true });

/** What a service that names the account may spend. */
const quotaOf = async (accountId: string) =>
  (
    await authenticate(home.auth, home.process, {
      method: 'GET',
      headers: { authorization: `Bearer ${home.serviceKey}`, 'tidings-account': accountId },
    })
  ).quota;

it('has no quota until one is set, and then has it at once', async () => {
  const { id, quota } = await service().accounts.create({ name: 'Acme' });
  expect(quota).toEqual({ deliveries_per_minute: null, webhooks: null });
  expect(await quotaOf(id)).toBeUndefined();
  const changed = await service().accounts.update({ id, quota: { deliveries_per_minute: 600 } });
  expect(changed.quota).toEqual({ deliveries_per_minute: 600, webhooks: null });
  expect(await quotaOf(id)).toEqual({ deliveriesPerMinute: 600, webhooks: null });
  await service().accounts.update({ id, quota: { webhooks: 3 } });
  expect(await quotaOf(id)).toEqual({ deliveriesPerMinute: 600, webhooks: 3 });
  await service().accounts.update({ id, quota: { deliveries_per_minute: null, webhooks: null } });
  expect(await quotaOf(id)).toBeUndefined();
});

it('changes only what is given', async () => {
  const made = await service().accounts.create({ name: 'Acme', external_id: 'one' });
  expect(await service().accounts.update({ id: made.id, name: 'Acme Mail' })).toEqual({
    ...made,
    name: 'Acme Mail',
  });
  expect((await service().accounts.update({ id: made.id, external_id: null })).external_id).toBeNull();
});

it('has a time zone once one is set', async () => {
  const { id, time_zone } = await service().accounts.create({ name: 'Acme', time_zone: 'Asia/Kolkata' });
  expect(time_zone).toBe('Asia/Kolkata');
  expect(await timeZoneOf(home.process.database, id)).toBe('Asia/Kolkata');
  await service().accounts.update({ id, name: 'Acme Mail' });
  expect((await service().accounts.get({ id })).time_zone).toBe('Asia/Kolkata');
  expect((await service().accounts.update({ id, time_zone: null })).time_zone).toBeNull();
  expect(await timeZoneOf(home.process.database, id)).toBeNull();
  await expect(service().accounts.update({ id, time_zone: 'Mars/Olympus' })).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
  });
});

it('keeps external ids apart', async () => {
  await service().accounts.create({ name: 'A', external_id: 'taken' });
  const { id } = await service().accounts.create({ name: 'B' });
  await expect(service().accounts.update({ id, external_id: 'taken' })).rejects.toMatchObject({
    cause: { code: 'conflict', issues: [{ path: '/external_id' }] },
  });
});

it('does not find what is not there', async () => {
  const id = 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd';
  await expect(service().accounts.update({ id, name: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(service().accounts.delete({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
