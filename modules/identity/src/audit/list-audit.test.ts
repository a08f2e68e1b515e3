import { type Context, createCallerFactory } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identityRouter } from '../router.ts';
import { auditLog } from '../testing-audit.ts';

let log: Awaited<ReturnType<typeof auditLog>>;

beforeAll(async () => {
  log = await auditLog();
});
afterAll(() => log.close());

const callerOf = createCallerFactory(identityRouter);
const as = (accountId: string | undefined, actor?: Context['actor']) =>
  callerOf({ ...log.contextOf(accountId), ...(actor && { actor }), signedIn: true }).audit;

describe('The audit log of an account', () => {
  test('is given in pages, newest first, and stays in place while it grows', async () => {
    const account = await log.account(5);
    const first = await as(account).list({ limit: 2 });
    expect(first.data.map(({ sequence }) => sequence)).toEqual([5, 4]);
    await log.append(account);
    const second = await as(account).list({ limit: 2, cursor: first.next_cursor ?? '' });
    expect(second.data.map(({ sequence }) => sequence)).toEqual([3, 2]);
    const third = await as(account).list({ limit: 2, cursor: second.next_cursor ?? '' });
    expect(third).toMatchObject({ data: [{ sequence: 1 }], has_more: false, next_cursor: null });
  });

  test('is filtered by action, actor, subject and time, all at once', async () => {
    const account = await log.account();
    await log.append(account, { action: 'webhook.created', subject: { type: 'webhook', id: 'wh_1' } });
    await log.append(account, { action: 'webhook.paused', subject: { type: 'webhook', id: 'wh_2' } });
    await log.append(account, { action: 'webhooks.exported', subject: { type: 'webhook', id: 'wh_2' } });
    const sequences = async (filters: object) =>
      (await as(account).list({ limit: 10, ...filters })).data.map(({ sequence }) => sequence);
    expect(await sequences({ action: 'webhook.paused' })).toEqual([2]);
    expect(await sequences({ action: 'webhook.*' })).toEqual([2, 1]);
    expect(await sequences({ subject: 'wh_2' })).toEqual([3, 2]);
    expect(await sequences({ subject: 'wh_2', action: 'webhook.*' })).toEqual([2]);
    expect(await sequences({ actor: 'user_ada' })).toEqual([3, 2, 1]);
    expect(await sequences({ actor: 'user_eve' })).toEqual([]);
    const { data } = await as(account).list({ limit: 10 });
    const [, second, third] = data.toReversed().map((entry) => entry.created_at);
    expect(await sequences({ created_before: '2020-01-01T00:00:00Z' })).toEqual([]);
    expect(await sequences({ created_after: '2020-01-01T00:00:00Z' })).toEqual([3, 2, 1]);
    expect(await sequences({ created_after: '2120-01-01T00:00:00Z' })).toEqual([]);
    expect(await sequences({ created_after: '0000-01-01T00:00:00Z' })).toEqual([3, 2, 1]);
    expect(await sequences({ created_after: '2020-01-01T00:00:00+23:59' })).toEqual([3, 2, 1]);
    expect(await sequences({ created_before: '9999-12-31T23:59:59-23:59' })).toEqual([3, 2, 1]);
    expect(await sequences({ created_before: '2120-01-01T00:00:00Z' })).toEqual([3, 2, 1]);
    const between = await sequences({ created_after: second, created_before: third });
    expect(between).toEqual([]);
  });

  test('refuses a cursor of another list and an action that is none', async () => {
    const account = await log.account(1);
    for (const input of [
      { cursor: 'bm9uZQ' },
      { action: 'webhook' },
      { action: "x'; DROP TABLE audit.entry" },
    ]) {
      await expect(as(account).list({ limit: 10, ...input })).rejects.toMatchObject({
        code: 'UNPROCESSABLE_CONTENT',
      });
    }
  });

  test('is shown to no other account, and what belongs to none only to a service', async () => {
    const account = await log.account(1);
    const other = await log.account();
    await log.append(undefined, { action: 'event_type.written' });
    expect((await as(other).list({ limit: 10 })).data).toEqual([]);
    expect((await as(account).list({ limit: 10 })).data).toHaveLength(1);
    expect((await as(undefined).list({ limit: 10 })).data).toEqual([
      expect.objectContaining({ account_id: null, action: 'event_type.written' }),
    ]);
    expect((await as(undefined).list({ limit: 10, account_id: account })).data).toHaveLength(1);
    await expect(as(other).list({ account_id: account })).rejects.toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
    });
    const developer = { type: 'user', id: 'u', name: 'Dev', role: 'developer' } as const;
    expect((await as(account, developer).list({ limit: 10 })).data).toHaveLength(1);
    const viewer = { ...developer, role: 'viewer' } as const;
    await expect(as(account, viewer).list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const app = { type: 'app', id: 'app_1', name: 'App', keyId: 'key_1', scopes: ['keys:write'] } as const;
    await expect(as(account, app).list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(as(undefined, { ...developer, role: 'admin' }).list({})).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
